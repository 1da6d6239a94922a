/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The switchover of Baton: from PRECOPY, with everything connected, to the end of both sides.
 * README.md beside this file tells what is promised and what is left out.
 *
 * Every loop below does something that is bounded: a device is re-initialised a bounded number of times, and nothing
 * is asked again without a cause. So no run is infinite, under any scheduler, fair or not; "check" shows that, too.
 */
#include "parameters.pml"
#include "state.pml"
#include "trace.pml"
#include "devices.pml"
#include "source.pml"
#include "destination.pml"

init {
  atomic {
    state[0] = (precopy(0) -> PRE_COPY : RUNNING);
    state[1] = (precopy(1) -> PRE_COPY : RUNNING);
    want[0] = state[0];
    want[1] = state[1];
    initial[0] = precopy(0);
    initial[1] = precopy(1);
    answer[0] = initial[0];
    answer[1] = initial[1];
    reinits[0] = (precopy(0) -> REINITS : 0);
    reinits[1] = (precopy(1) -> REINITS : 0);
#if MODE != OFF
    /* PRECOPY begins when each device has answered once, and its first answer asks for an ack. */
    requested[0] = precopy(0);
    requested[1] = precopy(1);
#endif
    run Device(0);
    run Device(1);
    run World();
    run Source();
    run Destination()
  }

  /* When both have ended. */
  atomic {
    source != NOT_YET && phase == ENDED && destination != NOT_YET ->
    EVENT("end %d %d %d %d", source, guest, destination, guest_there);
    PROMISE(OneSideRunsOrIsKnown, destination != COMPLETED || source == COMPLETED || source == UNKNOWN);
    PROMISE(CompletedIsBoth, source != COMPLETED || destination == COMPLETED);
    PROMISE(NothingWrongMeansCompleted, faulty || outlived || (source == COMPLETED && destination == COMPLETED));
    PROMISE(StoppedGuestNeverFails, !outlived || guest_wanted)
  }
}
