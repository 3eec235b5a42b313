public import ArgumentParser
public import CountersignDevice

// The words of a phone on the command line.
extension DeviceKeyPurpose: ExpressibleByArgument {}
extension DeviceFault: ExpressibleByArgument {}
extension SigningRequest.Route: ExpressibleByArgument {}
