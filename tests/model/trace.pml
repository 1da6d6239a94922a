/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run of the simulator, told as a trace for the replay ("traces" beside this file). Without TRACE nothing of this is
 * in the model, so what is checked is the same. A line that begins with "=" is the state in which the event below it
 * finds the conductors, one with ">" what the conductor does in the event above it.
 */
#ifdef TRACE
#define TELL(...) printf("trace: "); printf(__VA_ARGS__); printf("\n")
#define EVENT(...) tell_state(); TELL(__VA_ARGS__)
#define EFFECT(...) TELL(__VA_ARGS__)
#define EFFECT_SAY(what, arrives) printf("trace: > say "); printf(what); if :: arrives -> skip :: else -> printf(" lost") fi; printf("\n")
#define EFFECT_GO(name) printf("trace: > go "); printf(name); printf("\n")
#define STATE(variable, value) :: variable == value -> printf(#value)

inline tell_state() {
  printf("trace: = ");
  if
  STATE(phase, PRECOPY)
  STATE(phase, ASKING)
  STATE(phase, PAUSING)
  STATE(phase, ASKING_PAUSED)
  STATE(phase, TO_P2P)
  STATE(phase, BACK)
  STATE(phase, SAVING)
  STATE(phase, LOADING)
  STATE(phase, COMMITTED)
  STATE(phase, RECOVERING)
  STATE(phase, ENDED)
  fi;
  if
  :: phase == PRECOPY && gate -> printf(" open ")
  :: phase == PRECOPY && !(gate) -> printf(" shut ")
  :: else -> printf(" - ")
  fi;
  if
  STATE(phase_there, THERE_LOADING)
  STATE(phase_there, THERE_READY)
  STATE(phase_there, THERE_STARTING)
  STATE(phase_there, THERE_ENDED)
  fi;
  printf("\n")
}
#else
#define EVENT(...) skip
#define EFFECT(...) skip
#define EFFECT_SAY(what, arrives) skip
#define EFFECT_GO(name) skip
#endif
