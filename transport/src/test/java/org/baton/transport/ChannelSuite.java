package org.baton.transport;

/** What every channel promises, whatever moves the bytes. */
abstract class ChannelSuite extends ChannelFixture
    implements DataContract, EndContract, OwnerContract, WakeContract, AllocationContract {}
