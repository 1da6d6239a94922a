package org.baton.engine.control;

import java.util.ArrayList;
import java.util.List;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.StreamTotals;

/** Writes down what a destination's conductor wants done, and does nothing. */
final class RecordedDestinationActions implements DestinationActions {
  final List<String> done = new ArrayList<>();

  @Override
  public void bind(List<Integer> order, int windowChunks, int chunkBytes) {
    done.add("bind " + order + " " + windowChunks + "x" + chunkBytes);
  }

  @Override
  public void command(int participant, LoadCommand command) {
    done.add(command + " " + participant);
  }

  @Override
  public void expect(int participant, StreamTotals totals) {
    done.add("expect " + participant);
  }

  @Override
  public void resumeGuest() {
    done.add("resumeGuest");
  }
}
