module example.com/use-countersign

go 1.19
