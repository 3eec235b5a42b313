public import ArgumentParser
public import CountersignHarness

// The words of a fleet on the command line.
extension FleetFlow: ExpressibleByArgument {}
