package org.baton.bench.ack;

import com.google.gson.JsonObject;

/** What the figures are from and to, as a report says it. */
final class AckDefinitions {
  private AckDefinitions() {}

  static JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty(
        "baton",
        "from the source's conductor ordering a tag until it takes the ack: stage 'ack' of the"
            + " source's .hlog. What it takes to notice that the initial data is out, 2 ms at most"
            + " between two questions, is not part of it");
    json.addProperty(
        "raw",
        "from before send(2) of a frame as long as a tag until recv(2) has brought one as long as"
            + " an ack, on one connection");
    json.addProperty(
        "due", "raw, from when the request was due: what it takes to wake up is in it");
    json.addProperty(
        "coordinatedOmission",
        "requests are due on a fixed schedule on both sides, whatever became of those before;"
            + " Baton's device re-initialises on it, and Baton orders the tag up to 4 ms later."
            + " Both are measured from where they are asked, and corrected with HdrHistogram's"
            + " expected interval, the schedule's; 'measured' figures are not corrected");
    json.addProperty(
        "resolution", "two digits in Baton's logs, so figures are exact to 1 %; three in raw's");
    json.addProperty(
        "wire",
        "how long a chunk takes to come in, from its header until its end, on the destination's"
            + " clock: no time stamp of a chunk leaves the process, so what it takes from one side"
            + " to the other cannot be seen from outside");
    json.addProperty(
        "load",
        "the pump in C beside it, one connection of the same kind, file to file with checksums at"
            + " both ends");
    return json;
  }
}
