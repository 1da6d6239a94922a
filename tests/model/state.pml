/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the processes share. A variable is written by one process, unless it says otherwise; a report from a thread
 * to its conductor is such a variable, read whenever the conductor comes to it. That is any time later, as with a
 * queue; and a conductor waits for one report of a thread at a time, so none is overwritten before it is read. The one
 * thing that can be overwritten, a device's answer, is overwritten here as well.
 */

/*
 * A promise: "e" holds here. When it does not, the replay prints its name.
 */
#define PROMISE(name, e) if :: (e) :: else -> printf("broken: "); printf(#name); printf("\n"); assert(false) fi

/* --- devices of the source, by their threads ------------------------------------------------------------------- */

#define RUNNING 0
#define PRE_COPY 1
#define P2P 2 /* PRE_COPY_P2P, or RUNNING_P2P without precopy */
#define STOP_COPY 3
#define STOP 4

byte state[2];    /* where the device is */
byte want[2];     /* where the conductor wants it; written by the conductor */
bool asked[2];    /* QUERY is under way; set by the conductor, cleared by the answer */
bool ended[2];    /* the stream was read to its end */
byte put[2];      /* tags put into the stream */

/* Inside the device: the kernel and the driver. */
byte reinits[2];  /* how often it may still be re-initialised */
bool initial[2];  /* initial_bytes > 0 */
bool untold[2];   /* REINIT has happened and was not said yet */

/* The latest answer, and what is latched since the conductor took one. */
bool answered[2]; /* cleared by the conductor when it takes the answer */
bool answer[2];   /* initial_bytes > 0 */
bool latch[2];    /* REINIT; cleared by the conductor */

/* --- streams and control connection ----------------------------------------------------------------------------- */

mtype = { DATA, TAG, LAST };                           /* in a stream */
mtype = { ACK, READY, HAS_RUN, FAIL, STREAM_END, COMMIT }; /* on the control connection */

/*
 * Only initial data are in the stream: what else is read neither moves a tag nor an ack. The places stand for the
 * window of credits, so a tag can wait for room, and with two of them behind its data as well.
 */
chan stream[2] = [ROOM] of { mtype, byte };       /* what, generation */
chan to_source = [3] of { mtype, byte, byte }; /* what, device, generation or reason */
chan to_destination = [3] of { mtype, byte };  /* what; the reason, or with COMMIT whether the guest runs */

/* False: nothing that is sent from now on arrives. What was sent before may, until the receiver notices. */
bool link = true;

/* --- guest ------------------------------------------------------------------------------------------------------- */

bool guest = true;         /* runs at the source */
bool pausing = false;      /* a pause was asked for and not answered; cleared by the hypervisor */
bool guest_wanted = true;  /* false: the operator has paused it, so it is not ours to resume */
bool guest_there = false;  /* runs at the destination */
bool devices_there = false; /* run at the destination */

/* --- source's conductor ------------------------------------------------------------------------------------------ */

#define PRECOPY 0
#define ASKING 1      /* PRECOPY, the gate has looked open, all are asked */
#define PAUSING 2     /* from here on the decision is taken */
#define ASKING_PAUSED 3
#define TO_P2P 4      /* each device goes there and is asked */
#define BACK 5        /* retreat: devices to PRE_COPY, then the guest */
#define SAVING 6      /* from here on there is no way back for the streams */
#define LOADING 7
#define COMMITTED 8
#define RECOVERING 9
#define ENDED 10
byte phase = PRECOPY;

/* How a side has ended. FAILED is also "cancelled": the same way back with another word. */
#define NOT_YET 0
#define COMPLETED 1
#define FAILED 2
#define UNKNOWN 3
byte source = NOT_YET;
byte destination = NOT_YET;

byte requested[2];
byte tagged[2];
byte received[2];
#ifdef M_LEGACY_STARTS_AT_ZERO
bool acked = (MODE != LEGACY || !(precopy(0) || precopy(1)));
#else
bool acked = (MODE != LEGACY); /* legacy: the one ack is here. Without precopy it comes for free, and is waited for */
#endif
bool was_running;              /* the guest, at the decision */
bool late;                     /* a request was raised since the decision */
bool reopened;                 /* a request was raised since the gate looked open */
byte retreats;

#if MODE == REUSABLE
#define pending ((requested[0] - received[0]) + (requested[1] - received[1]))
#elif MODE == LEGACY
#define pending (1 - acked)
#else
#define pending 0
#endif

#ifdef M_GATE_IGNORES_PENDING
#define gate true
#else
#define gate (MODE == OFF || !guest || pending == 0)
#endif

/* --- destination's conductor ------------------------------------------------------------------------------------- */

#define THERE_LOADING 0
#define THERE_READY 1
#define THERE_STARTING 2 /* COMMIT has come */
#define THERE_ENDED 3
byte phase_there = THERE_LOADING;
byte tags_there[2];   /* tags met */
bool last_there[2];   /* loaded to the end of the stream */
bool end_there;       /* STREAM_END has come */
bool wanted_there;    /* COMMIT has said that the guest is to run */
bool repeated;        /* an ack was repeated: see REPEATED_ACK */

/* --- for promises only: no process decides by these -------------------------------------------------------------- */

bool commit_sent;
bool faulty;          /* something has gone wrong from outside: loss, failure, cancellation, a repeated ack */
bool failed_there;    /* the destination has failed by itself */
bool outlived;        /* given up for a late request */
bool by_guest[2];     /* "untold", and the guest ran when it happened */
bool before_asking[2]; /* "untold", and it had happened when the gate looked open */
bool acked_since[2];  /* an ack has come since the gate looked open */
byte answer_batch[2]; /* batch() when the answer was given */
byte tag_batch[2];    /* batch() of the answer that the last tag rests on */

/* How often initial data have been renewed in what the device lets one read. */
#define batch(d) (REINITS - reinits[d] - (kind(d) == SILENT -> untold[d] : 0))
/* All initial data that the device has offered so far were loaded by the destination. */
#define gripped(d) (!initial[d] && !(stream[d] ?? [DATA, 0]))
