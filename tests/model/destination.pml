/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The conductor of the destination, with the threads that load: they decide nothing, and what they report would
 * only wait longer in the one way to the source that acks go anyway.
 */

/* A source that goes back ignores what comes, and one that is over reads nothing. */
#define can_answer (nfull(to_source) || !link || recovering)
#define ANSWER(what, d, g) EFFECT_SAY(#what, link && !recovering); if :: link && !recovering -> to_source!what, d, g :: else fi

inline ended_there(how) {
  destination = how;
  phase_there = THERE_ENDED;
  /* Nothing is read any more. Wiped, so that states which differ in nothing else are one. */
  lose_stream(0);
  lose_stream(1);
  do :: to_destination?_, _ :: empty(to_destination) -> break od;
  last_there[0] = false; last_there[1] = false; end_there = false; wanted_there = false
}

/* Before COMMIT the devices forget what they loaded, after it they keep it. */
inline give_up_there(how, tell) {
  if :: tell -> ANSWER(FAIL, 2, how) :: else fi;
  if
  :: phase_there >= THERE_STARTING -> ended_there(UNKNOWN)
  :: else ->
    EFFECT("> abort");
    ended_there(how)
  fi
}

/* A tag in stream order: all before it is loaded. */
inline take_tag(d, g) {
  if
  :: MODE != OFF && precopy(d) && g == tags_there[d] + 1 && !(MODE == LEGACY && g > 1) ->
    tags_there[d]++;
#if MODE == REUSABLE
#ifdef M_ACK_LOST
    if :: d == 1 && g == 2 :: else -> ANSWER(ACK, d, g) fi
#elif defined(M_ACK_TWICE)
    ANSWER(ACK, d, g);
    ANSWER(ACK, d, g)
#else
    ANSWER(ACK, d, g)
#endif
#elif MODE == LEGACY
    if
#ifdef M_LEGACY_ACKS_FIRST
    :: true -> ANSWER(ACK, 2, 1)
#else
    :: (!precopy(0) || tags_there[0] == 1) && (!precopy(1) || tags_there[1] == 1) -> ANSWER(ACK, 2, 1)
#endif
    :: else
    fi
#endif
  :: else -> PROMISE(NoTagLostOrTwice, false)
  fi
}

/* What comes next in a stream; and, for a mutant, a tag that is met before what lies in front of it is loaded. */
#ifdef M_ACK_BEFORE_LOADED
#define TAKE(d) \
  :: d_step { phase_there < THERE_READY && can_answer && stream[d]??[TAG, _] -> stream[d]??TAG, g; EVENT("destination meets tag %d %d", d, g); take_tag(d, g); g = 0 } \
  :: d_step { phase_there < THERE_READY && stream[d]?[DATA, _] -> stream[d]?DATA, _ }
#else
#define TAKE(d) \
  :: d_step { phase_there < THERE_READY && stream[d]?[DATA, _] -> stream[d]?DATA, _ } \
  :: d_step { phase_there < THERE_READY && can_answer && stream[d]?[TAG, _] -> stream[d]?TAG, g; EVENT("destination meets tag %d %d", d, g); take_tag(d, g); g = 0 }
#endif
#define TAKE_LAST(d) \
  :: d_step { phase_there < THERE_READY && stream[d]?[LAST, _] -> stream[d]?LAST, g; \
      EVENT("destination meets end %d", d); \
      PROMISE(NoTagLostOrTwice, g == tags_there[d]); \
      g = 0; last_there[d] = true }

proctype Destination() {
  byte g;
#if MODE == LEGACY
  if
  :: !precopy(0) && !precopy(1) -> d_step { can_answer -> EVENT("destination is free"); ANSWER(ACK, 2, 1) }
  :: else
  fi;
#endif
  do
  TAKE(0)
  TAKE(1)
  TAKE_LAST(0)
  TAKE_LAST(1)
#if REPEATED_ACK && MODE == LEGACY
  :: d_step { phase_there == THERE_LOADING && !repeated && can_answer && both_precopy_tagged ->
      repeated = true; faulty = true;
      EVENT("destination repeats ack 2 1");
      ANSWER(ACK, 2, 1) }
#elif REPEATED_ACK
  :: d_step { phase_there == THERE_LOADING && !repeated && can_answer && tags_there[0] > 0 ->
      repeated = true; faulty = true; g = 1;
      do :: g < tags_there[0] -> g++ :: break od;
      EVENT("destination repeats ack 0 %d", g);
      ANSWER(ACK, 0, g); g = 0 }
#endif

  /* --- what the source says -------------------------------------------------------------------------------------- */
  :: d_step { phase_there < THERE_ENDED && to_destination?[STREAM_END, _] -> to_destination?STREAM_END, _;
      EVENT("destination hears STREAM_END");
      PROMISE(EndWhenLoading, phase_there == THERE_LOADING);
      end_there = true }
  :: d_step { phase_there < THERE_ENDED && to_destination?[COMMIT, _] -> to_destination?COMMIT, g;
      EVENT("destination hears COMMIT %d", g);
      PROMISE(CommitWhenReady, phase_there == THERE_READY);
      wanted_there = g;
      g = 0;
      phase_there = THERE_STARTING }
  :: d_step { phase_there < THERE_ENDED && to_destination?[FAIL, _] -> to_destination?FAIL, g;
      EVENT("destination hears FAIL");
      if :: phase_there < THERE_STARTING -> give_up_there(g, false) :: else fi; g = 0 }

  /* --- what goes wrong ------------------------------------------------------------------------------------------- */
#ifdef M_THERE_NEEDS_SOURCE
  :: d_step { phase_there < THERE_ENDED && !link -> give_up_there(FAILED, false) }
#else
  :: d_step { phase_there < THERE_STARTING && !link -> EVENT("destination loses source"); give_up_there(FAILED, false) }
#endif
  :: d_step { may_fail && phase_there < THERE_ENDED && can_answer ->
      EVENT("destination fails");
      faulty = true; failed_there = true; give_up_there(FAILED, true) }

  /* --- decisions ------------------------------------------------------------------------------------------------- */
  /* All loaded, and all drivers have said so: RESUMING was left. */
  :: d_step { phase_there == THERE_LOADING && last_there[0] && last_there[1] && end_there && can_answer ->
      EVENT("destination has loaded");
      ANSWER(READY, 2, 0);
      phase_there = THERE_READY }
#ifdef M_RUNS_BEFORE_COMMIT
  :: d_step { phase_there == THERE_READY && !devices_there ->
#else
  :: d_step { phase_there == THERE_STARTING && !devices_there ->
#endif
      PROMISE(NotBeforeCommit, commit_sent);
      EVENT("destination starts devices");
      PROMISE(NeverBoth, !guest && all_in(STOP_COPY));
      devices_there = true }
  :: d_step { phase_there == THERE_STARTING && devices_there && can_answer ->
      PROMISE(NotBeforeCommit, commit_sent);
      EVENT("destination starts guest");
      PROMISE(NeverBoth, !guest);
      guest_there = wanted_there;
      ANSWER(HAS_RUN, 2, 0);
      ended_there(COMPLETED) }
  :: phase_there == THERE_ENDED -> break
  od;

  PROMISE(CompletedMeansRunning, destination != COMPLETED || (devices_there && (guest_there || !guest_wanted)));
  PROMISE(StoppedGuestStaysStopped, !guest_there || guest_wanted);
  PROMISE(OnlyCompletedMeansRunning, destination == COMPLETED || !guest_there);
  PROMISE(LostSourceDoesNotMatter, destination != UNKNOWN || failed_there);
  PROMISE(OnlyAfterCommit, commit_sent || !(devices_there || guest_there))
}
