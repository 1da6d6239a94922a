package org.baton.bench.steady;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baton.bench.harness.MigrationFigures;

/**
 * What one side did while a migration was in full swing.
 *
 * @param movedBytes how much has moved meanwhile
 * @param millis how long that took
 * @param dataPlaneBytes what each thread of the data plane has allocated on the heap
 * @param conductorBytes what the conductor has
 * @param safepoints why the JVM stopped all threads, one for each time
 */
record SteadySide(
    long movedBytes,
    long millis,
    Map<String, Long> dataPlaneBytes,
    long conductorBytes,
    List<String> safepoints) {
  private static final String THREADS = "baton-";
  private static final String CONDUCTOR = "baton-ctl";

  /** Baton's default. */
  private static final double CHUNK_BYTES = 1 << 20;

  /**
   * Reads what a side has written.
   *
   * @param figures of its threads
   * @param safepoints of its JVM
   * @throws IOException if one of them is not there
   */
  static SteadySide read(Path figures, Path safepoints) throws IOException {
    MigrationFigures seen = MigrationFigures.read(figures);
    long begin = seen.value("beginMillis");
    long end = seen.value("endMillis");
    Map<String, Long> dataPlane = new TreeMap<>();
    List<String> names = new ArrayList<>(seen.names(THREADS));
    names.remove(CONDUCTOR);
    names.forEach(name -> dataPlane.put(name, seen.value(name)));
    return new SteadySide(
        seen.value("movedBytes"),
        end - begin,
        dataPlane,
        seen.value(CONDUCTOR),
        Safepoints.reasons(safepoints, begin, end));
  }

  /** What all threads of the data plane have allocated. */
  long allocatedBytes() {
    return dataPlaneBytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same, for each chunk that moved. */
  double allocatedBytesPerChunk() {
    return (double) allocatedBytes() * CHUNK_BYTES / movedBytes;
  }

  /** As it stands in a report. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("movedBytes", movedBytes);
    json.addProperty("millis", millis);
    json.addProperty("allocatedBytes", allocatedBytes());
    json.addProperty("conductorAllocatedBytes", conductorBytes);
    JsonObject threads = new JsonObject();
    dataPlaneBytes.forEach(threads::addProperty);
    json.add("allocatedBytesByThread", threads);
    json.addProperty("safepointCount", safepoints.size());
    JsonArray reasons = new JsonArray();
    safepoints.forEach(reasons::add);
    json.add("safepoints", reasons);
    return json;
  }
}
