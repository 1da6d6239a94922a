/* SPDX-License-Identifier: Apache-2.0 */
/* The conductor of the source. Each option of its loop is one event, taken whole. */

#define all_in(s) (state[0] == (s) && state[1] == (s))
#define all_answered (!asked[0] && !asked[1] && !answered[0] && !answered[1])
#define GO(s) EFFECT_GO(#s); want[0] = s; want[1] = s
#define ASK_ALL EFFECT("> ask"); ASK_IN_P2P
#define ASK_IN_P2P if :: precopy(0) -> asked[0] = true :: else fi; if :: precopy(1) -> asked[1] = true :: else fi
/* Towards a destination that is over, or through a connection that is, nothing arrives. */
#define SAY(what, reason) EFFECT_SAY(#what, link && phase_there != THERE_ENDED); if :: link && phase_there != THERE_ENDED -> to_destination!what, reason :: else fi

/* A guest that did not run at the decision does not run at the destination either. */
#ifdef M_STARTS_STOPPED_GUEST
#define guest_runs_there true
#else
#define guest_runs_there was_running
#endif

/* Told, and not yet in the destination's hands. SILENT devices may keep one that happened after the pause. */
#define grip(d) (!precopy(d) || gripped(d) || untold[d])

#define ended_at_source(how) \
  source = how; \
  phase = ENDED

/* What a source that goes back has no more use for. Wiped, so that states which differ in nothing else are one. */
inline forget(d) {
  asked[d] = false; answered[d] = false; latch[d] = false; answer[d] = 0; answer_batch[d] = 0; tag_batch[d] = 0;
  untold[d] = false; by_guest[d] = false; before_asking[d] = false; acked_since[d] = false; initial[d] = false; reinits[d] = 0;
  requested[d] = 0; tagged[d] = 0; received[d] = 0; put[d] = 0
}

/* Ends the migration in a failure. */
inline give_up(how, tell) {
  if
#ifdef M_RESUME_AFTER_COMMIT
  :: false -> skip
#else
  :: phase == COMMITTED ->
    /* It may run there. Nothing is touched, and nobody is told. */
    ended_at_source(UNKNOWN)
#endif
  :: else ->
    if :: tell -> SAY(FAIL, how) :: else fi;
    source = how;
    /* Without LAST in a stream, the destination can only load on and send acks that nobody takes. */
    if :: phase < SAVING -> lose_stream(0); lose_stream(1) :: else fi;
    phase = RECOVERING;
    acked = false; was_running = false; late = false; reopened = false; retreats = 0;
    forget(0);
    forget(1);
    do :: to_source?_, _, _ :: empty(to_source) -> break od
  fi
}

/* Takes the latest answer of a device, and the latch with it: both in one, or a tag could go out too early. */
inline take_answer(d) {
  answered[d] = false;
#if MODE == REUSABLE
  if
#ifdef M_REINIT_RAISES_NOTHING
  :: false ->
#else
  :: tagged[d] == requested[d] && (latch[d] || answer[d]) ->
#endif
    requested[d]++;
    late = phase >= PAUSING;
    reopened = phase == ASKING;
  :: else
  fi;
  PROMISE(OneRequestPerReinit, requested[d] <= 1 + REINITS - reinits[d]);
#endif
  latch[d] = false;
  if
#ifdef M_TAG_EARLY
  :: tagged[d] < requested[d] ->
#else
  :: !answer[d] && tagged[d] < requested[d] ->
#endif
    tagged[d]++;
    EFFECT("> tag %d", d);
    tag_batch[d] = answer_batch[d]
  :: else
  fi;
  answer_batch[d] = 0;
#ifdef M_EVALUATED_ON_ANSWERS_ONLY
  evaluate = true
#endif
}

inline take_ack(d, g) {
#if MODE == LEGACY
  if
#ifdef M_LEGACY_TAKES_TWO
  :: true ->
#else
  :: d == 2 && g == 1 && !acked ->
#endif
    PROMISE(AckOnce, !acked);
    acked = true
#elif MODE == REUSABLE
  if
#ifdef M_NO_GENERATION_CHECK
  :: true ->
#else
  :: d < 2 && g == received[d] + 1 && g <= tagged[d] ->
#endif
    PROMISE(AckOnce, g == received[d] + 1);
    PROMISE(PendingNotNegative, received[d] < requested[d]);
    received[d]++;
    acked_since[d] = phase == ASKING
#else
  if
#endif
  :: else ->
    PROMISE(NoFalseAlarm, repeated);
    give_up(FAILED, true)
  fi
}

#define both_precopy_tagged ((!precopy(0) || tags_there[0] == 1) && (!precopy(1) || tags_there[1] == 1))

#define runs_or_precopy(d) (state[d] == RUNNING || state[d] == PRE_COPY)
#define in_precopy_or_none(d) (!precopy(d) || in_precopy(d))

/* The request is late: policy. */
inline late_request() {
  late = false;
#if POLICY == RETREAT
  if
#ifdef M_RETREAT_UNBOUNDED
  :: true ->
#else
  :: retreats < RETREATS ->
#endif
    retreats++;
    PROMISE(RetreatsBounded, retreats <= RETREATS);
    PROMISE(RetreatsBeforeStopCopy, in_precopy_or_none(0) && in_precopy_or_none(1));
    EFFECT("> go back");
    want[0] = (precopy(0) -> PRE_COPY : RUNNING);
    want[1] = (precopy(1) -> PRE_COPY : RUNNING);
    phase = BACK
  :: else ->
    outlived = true;
    give_up(FAILED, true)
  fi
#elif POLICY == GIVE_UP
  outlived = true;
  give_up(FAILED, true)
#endif
}

#if POLICY == PROCEED
#define retreats_now false
#elif defined(M_STOPPED_GUEST_RETREATS)
#define retreats_now late
#else
#define retreats_now (late && was_running)
#endif

/* An answer that comes after STOP_COPY was told must raise no tag: the stream is ending. */
#ifdef M_TAG_AFTER_END
#define still_asks (phase < COMMITTED)
#else
#define still_asks (phase <= BACK)
#endif

#ifdef M_RESUME_WITHOUT_WAITING
#define pause_answered true
#else
#define pause_answered (!pausing)
#endif

proctype Source() {
  byte d, g;
#ifdef M_ANSWER_TORN
  bool torn;
  byte torn_answer;
#endif
#ifdef M_EVALUATED_ON_ANSWERS_ONLY
  bool evaluate = true;
#endif
  do
  /* --- what devices say ------------------------------------------------------------------------------------------ */
#ifdef M_ANSWER_TORN
  /* The answer first, the latch later. */
  :: d_step { answered[0] && still_asks && !torn -> torn = true; torn_answer = answer[0] }
  :: d_step { torn && !still_asks -> torn = false; torn_answer = 0 }
  :: d_step { answered[0] && still_asks && torn ->
      g = answer[0];
      answer[0] = torn_answer;
      take_answer(0);
      answer[0] = g;
      answered[0] = g != torn_answer;
      g = 0; torn = false; torn_answer = 0 }
#else
  :: d_step { answered[0] && still_asks -> EVENT("source takes 0"); take_answer(0) }
#endif
  :: d_step { answered[1] && still_asks -> EVENT("source takes 1"); take_answer(1) }

  /* --- what the destination says --------------------------------------------------------------------------------- */
  :: d_step { phase < RECOVERING && to_source?[ACK, _, _] -> to_source?ACK, d, g; EVENT("source hears ACK %d %d", d, g); take_ack(d, g); d = 0; g = 0 }
  :: d_step { phase < RECOVERING && to_source?[READY, _, _] -> to_source?READY, _, _;
      EVENT("source hears READY");
      PROMISE(ReadyWhenLoading, phase == LOADING);
      phase = COMMITTED;
      commit_sent = true;
      SAY(COMMIT, guest_runs_there) }
#ifdef M_COMMIT_WITHOUT_READY
  :: d_step { phase == LOADING ->
      phase = COMMITTED;
      commit_sent = true;
      SAY(COMMIT, guest_runs_there) }
#endif
  :: d_step { phase < RECOVERING && to_source?[HAS_RUN, _, _] -> to_source?HAS_RUN, _, _;
      EVENT("source hears HAS_RUN");
      PROMISE(RunningAfterCommit, phase == COMMITTED && devices_there);
      EFFECT("> go STOP");
      state[0] = STOP; state[1] = STOP; want[0] = STOP; want[1] = STOP;
      ended_at_source(COMPLETED) }
  :: d_step { phase < RECOVERING && to_source?[FAIL, _, _] -> to_source?FAIL, _, g; EVENT("source hears FAIL"); give_up(g, false); g = 0 }

  /* --- what goes wrong ------------------------------------------------------------------------------------------- */
  /* The connection is over, and what had arrived before was read or was not. */
  :: d_step { phase < RECOVERING && !link -> EVENT("source loses destination"); give_up(FAILED, false) }
  /* A device, the hypervisor, a timeout, a digest, the operator: all the same to the rest. */
  :: d_step { may_fail && phase < COMMITTED -> EVENT("source fails"); faulty = true; give_up(FAILED, true) }

  /* --- decisions ------------------------------------------------------------------------------------------------- */
#ifdef M_EVALUATED_ON_ANSWERS_ONLY
  :: d_step { phase == PRECOPY && evaluate && !gate -> evaluate = false }
  :: d_step { phase == PRECOPY && evaluate && gate ->
#else
  :: d_step { phase == PRECOPY && gate ->
#endif
      EVENT("source looks");
      before_asking[0] = untold[0];
      before_asking[1] = untold[1];
#ifdef M_NO_QUERY_AT_DECISION
      skip;
#else
      ASK_ALL;
#endif
      phase = ASKING }
  :: d_step { phase == ASKING && all_answered ->
      EVENT("source has answers");
      if
#ifdef M_NOT_EVALUATED_AGAIN
      :: true ->
#elif defined(M_DECIDES_THOUGH_REOPENED)
      :: gate ->
#else
      /* Who asked for an ack meanwhile, and has it, may have been re-initialised since it answered. */
      :: gate && !reopened ->
#endif
        PROMISE(DecidedOnFreshAnswers, !before_asking[0] && !before_asking[1]);
        PROMISE(DecidedOnFreshAnswers, !guest || (!acked_since[0] && !acked_since[1]));
#if MODE == REUSABLE
        PROMISE(ReinitReopensGate, !guest || (grip(0) && grip(1)));
#elif MODE == LEGACY
        PROMISE(LegacyAllTagged, !guest || both_precopy_tagged);
#endif
        PROMISE(NotDecidedWhilePending, !guest || pending == 0);
        was_running = guest;
        late = false;
        if
        :: guest -> EFFECT("> pause"); pausing = true; phase = PAUSING
        :: else -> ASK_ALL; phase = ASKING_PAUSED
        fi
#ifdef M_ASKS_AGAIN
      :: else -> ASK_ALL
#else
      :: else -> phase = PRECOPY
#endif
      fi;
      reopened = false;
      before_asking[0] = false; before_asking[1] = false;
      acked_since[0] = false; acked_since[1] = false }
  :: d_step { phase == PAUSING && !pausing ->
      EVENT("source has paused");
#ifndef M_NO_QUERY_AFTER_PAUSE
      ASK_ALL;
#endif
      phase = ASKING_PAUSED }
  :: d_step { phase == ASKING_PAUSED && all_answered ->
      EVENT("source has answers");
      if
      :: retreats_now -> late_request()
      :: else ->
        GO(P2P);
        /* As part of the same command: each is asked once it is there itself, whatever the others do. */
#ifndef M_NO_QUERY_IN_P2P
        ASK_IN_P2P;
#endif
        phase = TO_P2P
      fi }
  :: d_step { phase == TO_P2P && all_in(P2P) && all_answered ->
      EVENT("source has answers");
      if
#ifndef M_LATE_IN_P2P_IGNORED
      :: retreats_now -> late_request()
#endif
      :: else ->
        PROMISE(NotOverWhilePending, pending == 0 || !was_running || POLICY == PROCEED);
        PROMISE(GuestsReinitIsKnown, !by_guest[0] && !by_guest[1]);
        PROMISE(NothingUntold, !(kind(0) == SPOKEN && untold[0]) && !(kind(1) == SPOKEN && untold[1]));
#if MODE == REUSABLE
        PROMISE(GripAtStopCopy, !was_running || POLICY == PROCEED || (grip(0) && grip(1)));
#endif
        GO(STOP_COPY);
        late = false;
        phase = SAVING
      fi }
  /* Back from the pause: devices in PRE_COPY first, then the guest. */
#ifdef M_GUEST_FIRST
  :: d_step { phase == BACK ->
#else
  :: d_step { phase == BACK && state[0] == want[0] && state[1] == want[1] ->
#endif
      EVENT("source is back");
      EFFECT("> resume");
      PROMISE(GuestRunsOnItsDevices, runs_or_precopy(0) && runs_or_precopy(1));
      PROMISE(NeverBoth, !guest_there && !devices_there);
      PROMISE(ResumesOnlyItsOwn, guest_wanted);
      guest = true;
      was_running = false;
      late = false;
      phase = PRECOPY }
  :: d_step { phase == SAVING && all_in(STOP_COPY) ->
      EVENT("source has saved");
      SAY(STREAM_END, 0);
      phase = LOADING }

  /* --- the way back ---------------------------------------------------------------------------------------------- */
  :: d_step { phase == RECOVERING && pause_answered && (want[0] != RUNNING || want[1] != RUNNING) ->
      EVENT("source recovers");
      GO(RUNNING) }
  :: d_step { phase == RECOVERING && pause_answered && want[0] == RUNNING && want[1] == RUNNING && all_in(RUNNING) ->
      EVENT("source has recovered");
#ifndef M_UNNOTICED
      PROMISE(NeverResumesAfterCommit, !commit_sent);
#endif
      PROMISE(NeverBoth, !guest_there && !devices_there);
#ifdef M_GUEST_NOT_RESUMED
      skip;
#else
      if :: guest_wanted -> guest = true :: else fi;
#endif
      phase = ENDED }
  :: phase == ENDED -> break
  od;

  /* A way back that was taken too early shows only now. */
  atomic { !pausing ->
    PROMISE(FailedMeansAsBefore, !(source == FAILED) || (guest == guest_wanted && all_in(RUNNING)));
    PROMISE(CompletedOrUnknownMeansStopped,
      !(source == COMPLETED || source == UNKNOWN) || (!guest && (all_in(STOP_COPY) || all_in(STOP)))) }
}
