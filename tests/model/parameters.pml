/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a configuration chooses, with -D on the command line of spin; "check" has the list. A mutant is one
 * more -D: M_SOMETHING breaks the rule at the place where it stands.
 */

/* The mode that both sides have agreed on. */
#define OFF 0
#define LEGACY 1
#define REUSABLE 2
#ifndef MODE
#define MODE REUSABLE
#endif

/* What becomes of a request that is raised after the decision, while the guest ran at the decision. */
#define RETREAT 0
#define GIVE_UP 1
#define PROCEED 2
#ifndef POLICY
#define POLICY RETREAT
#endif

/*
 * Kinds of devices.
 * NONE:   no precopy: no info, no tag, no request.
 * SILENT: like mlx5: new initial data appear with the answer that says REINIT, and it says so in PRE_COPY only.
 * SPOKEN: new initial data can be read before REINIT is said, and it says so in PRE_COPY_P2P, too.
 */
#define NONE 0
#define SILENT 1
#define SPOKEN 2
#ifndef KIND0
#define KIND0 SILENT
#endif
#ifndef KIND1
#define KIND1 SPOKEN
#endif

/* How often each device is re-initialised at most. */
#ifndef REINITS
#define REINITS 2
#endif

/* How often the source goes back to PRECOPY at most: 8 in Baton. Below the sum of REINITs, or it bounds nothing. */
#ifndef RETREATS
#define RETREATS 2
#endif

/* 1: the destination may once repeat an ack that it has sent before. */
#ifndef REPEATED_ACK
#define REPEATED_ACK 0
#endif

/* Places in a device's stream. */
#ifndef ROOM
#define ROOM 2
#endif

/* 1: the operator may pause the guest before the decision. */
#ifndef OPERATOR
#define OPERATOR 1
#endif

/* 0: nothing goes wrong from outside: no loss, failure or cancellation. */
#ifndef FAULTS
#define FAULTS 1
#endif

/*
 * Nothing goes wrong, and no device is re-initialised, before the source is in this phase. For traces: a run that is
 * drawn at random would seldom come far.
 */
#ifndef FAULT_AT
#define FAULT_AT 0
#endif
#ifndef REINIT_AT
#define REINIT_AT 0
#endif
#define may_fail (FAULTS && phase >= FAULT_AT)

#define kind(d) ((d) == 0 -> KIND0 : KIND1)
#define precopy(d) (kind(d) != NONE)
