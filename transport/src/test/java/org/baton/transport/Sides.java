package org.baton.transport;

import java.io.IOException;

/** Two connected channels under test, and more where they come from. */
interface Sides {
  /** One end. */
  Side left();

  /** The other end. */
  Side right();

  /** Two more connections that are each other's peer. */
  Connection[] ends() throws IOException;

  /** A channel of the kind under test. */
  Side side(Connection connection) throws IOException;
}
