package org.baton.engine.control;

import java.util.ArrayList;
import java.util.List;
import org.baton.engine.pipeline.SaveCommand;

/** Writes down what a source's conductor wants done, and does nothing. */
final class RecordedSourceActions implements SourceActions {
  final List<String> done = new ArrayList<>();
  boolean creditIsPossible = true;

  @Override
  public void connect(int windowChunks, int chunkBytes) {
    done.add("connect");
  }

  @Override
  public void command(int participant, SaveCommand command) {
    done.add(command + " " + participant);
  }

  @Override
  public boolean credit(int participant, long loadedChunks) {
    return creditIsPossible;
  }

  @Override
  public void pauseGuest() {
    done.add("pauseGuest");
  }

  @Override
  public void resumeGuest() {
    done.add("resumeGuest");
  }
}
