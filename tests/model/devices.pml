/* SPDX-License-Identifier: Apache-2.0 */
/* A device of the source and its thread; the world around both sides. */

/* The destination takes what is put into a stream, or nobody ever will. */
#define room(d) (nfull(stream[d]) || !link || phase_there == THERE_ENDED)
#define PUT(d, what, generation) if :: link && phase_there != THERE_ENDED -> stream[d]!what, generation :: else fi
#define recovering (phase == RECOVERING || phase == ENDED)
#define in_precopy(d) (state[d] == PRE_COPY || state[d] == P2P)
/* The kernel would say REINIT if it was asked now. */
#define would_tell(d) (untold[d] && (state[d] == PRE_COPY || kind(d) == SPOKEN))

/* The one function that asks the kernel for precopy info, for every caller. REINIT is said once, so it is latched. */
inline ask_kernel(d) {
  if
  :: would_tell(d) ->
    untold[d] = false;
    by_guest[d] = false;
    before_asking[d] = false;
    if :: kind(d) == SILENT -> initial[d] = true :: else fi;
    latch[d] = true
  :: else ->
#ifdef M_NO_LATCH
    latch[d] = false
#else
    skip
#endif
  fi;
  EVENT("device %d says %d %d", d, initial[d], latch[d]);
  answer[d] = initial[d];
  answer_batch[d] = batch(d);
  answered[d] = true
}

/* A legacy source's promise looks at the tags that were met, so they stay. */
#if MODE == LEGACY
#define forget_tags(d) skip
#else
#define forget_tags(d) tags_there[d] = 0
#endif

inline lose_stream(d) {
  do :: stream[d]?_, _ :: empty(stream[d]) -> break od;
  forget_tags(d)
}

#ifdef M_TAG_AFTER_END
#define in_time(d) true
#else
#define in_time(d) (!ended[d])
#endif

proctype Device(byte d) {
end:
  do
  /*
   * The guest re-initialises it. In PRE_COPY this can also come from what the guest had queued before it was paused;
   * a device in a P2P state starts nothing. Not again while SILENT has one to tell: that would change nothing.
   */
  :: d_step { precopy(d) && state[d] == PRE_COPY && reinits[d] > 0 && !recovering && phase >= REINIT_AT && !(kind(d) == SILENT && untold[d]) ->
      reinits[d]--;
      untold[d] = true;
      by_guest[d] = by_guest[d] || guest;
      if :: kind(d) == SPOKEN -> initial[d] = true :: else fi }

  /* Reads initial data. */
  :: d_step { precopy(d) && in_precopy(d) && want[d] != RUNNING && initial[d] && room(d) ->
      PUT(d, DATA, 0);
      initial[d] = false }

  /* Asks by itself, every few milliseconds. An answer that is the same as the one before changes nothing. */
  :: d_step { precopy(d) && in_precopy(d) && !recovering && (would_tell(d) || answer[d] != initial[d]) -> ask_kernel(d) }

  /* QUERY, after the commands before it. */
  :: d_step { asked[d] && state[d] == want[d] && !recovering ->
      PROMISE(AskedInPrecopy, in_precopy(d));
      ask_kernel(d);
      asked[d] = false }

  /* The tag, after everything read so far. One that finds no room before the device stops is given up. */
  :: d_step { put[d] < tagged[d] && !recovering && room(d) && in_time(d) ->
      EVENT("device %d puts tag %d", d, put[d] + 1);
      PROMISE(TagAfterInitialData, !initial[d] || batch(d) > tag_batch[d]);
      PROMISE(TagBeforeEnd, !ended[d]);
      put[d]++;
      if :: put[d] == tagged[d] -> tag_batch[d] = 0 :: else fi;
#ifdef M_TAG_LOST
      if :: d == 0 && put[d] == 2 :: else -> PUT(d, TAG, put[d]) fi }
#else
      PUT(d, TAG, put[d]) }
#endif

  /* Changes its state. A tag that waits for room does not hold it up. */
  :: d_step { state[d] != want[d] && want[d] != STOP_COPY ->
      if :: recovering -> skip :: else -> EVENT("device %d moves", d) fi;
      state[d] = want[d];
      ended[d] = false }
  /* What is still unread is read in STOP_COPY, with the rest and as part of it. */
  :: d_step { state[d] != want[d] && want[d] == STOP_COPY && !recovering && room(d) ->
      EVENT("device %d ends", d);
      state[d] = STOP_COPY;
      initial[d] = false;
      PUT(d, LAST, put[d]);
      ended[d] = true }
  od
}

/* What nobody here decides: the hypervisor's time, the operator's hand, the network. */
proctype World() {
end:
  do
  :: d_step { pausing ->
      EVENT("guest stands");
      pausing = false;
      guest = false }
  :: d_step { OPERATOR && guest && guest_wanted && !pausing && (phase == PRECOPY || phase == ASKING) ->
      EVENT("operator pauses");
      guest = false;
      guest_wanted = false }
  :: d_step { may_fail && link && (source == NOT_YET || destination == NOT_YET) ->
      EVENT("link breaks");
      link = false;
      faulty = true;
      /* Whatever the destination would still load, it can tell nobody. */
      if :: phase_there == THERE_LOADING -> lose_stream(0); lose_stream(1) :: else fi }
  od
}
