package org.baton.engine.guest;

import java.util.function.Consumer;

/**
 * Calls a hypervisor on threads of its own, so that one that takes its time does not hold up the
 * conductor.
 */
public final class GuestThread {
  private final GuestControl guest;

  /** Creates one for a guest. */
  public GuestThread(GuestControl guest) {
    this.guest = guest;
  }

  /** Whether the guest runs; asked on the calling thread. */
  public boolean isRunning() {
    return guest.isRunning();
  }

  /**
   * Pauses the guest.
   *
   * @param done is called on the other thread
   * @param failed is called on the other thread, with why
   */
  public void pause(Runnable done, Consumer<String> failed) {
    call("pause", guest::pause, done, failed);
  }

  /**
   * Resumes the guest.
   *
   * @param done is called on the other thread
   * @param failed is called on the other thread, with why
   */
  public void resume(Runnable done, Consumer<String> failed) {
    call("resume", guest::resume, done, failed);
  }

  private static void call(String what, GuestCall call, Runnable done, Consumer<String> failed) {
    Thread.ofPlatform()
        .name("baton-guest")
        .start(
            () -> {
              try {
                call.run();
              } catch (Throwable e) {
                // An Error too: a guest that stands still must not wait for an answer for ever.
                failed.accept("the hypervisor could not " + what + " the guest: " + e);
                return;
              }
              done.run();
            });
  }

  private interface GuestCall {
    void run() throws Exception;
  }
}
