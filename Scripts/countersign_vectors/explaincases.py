ORIGIN = "made by this project"
DESCRIPTION = "x"
def cases():
    return []
