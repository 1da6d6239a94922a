package org.baton.transport.uring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.io_uring_cqe;
import org.baton.bindings.linux.io_uring_sqe;
import org.junit.jupiter.api.Test;

final class SqeDescriptorTest {
  @Test
  void everyFieldIsWhereTheHeaderHasIt() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entries = io_uring_sqe.allocateArray(2, arena);
      entries.fill((byte) 0xff);
      SqeDescriptor.write(
          entries,
          SqeDescriptor.SIZE,
          SqeDescriptor.head(0x2f, 0x8001, -3),
          0x1122_3344_5566_7788L,
          0x7fff_1234_5678_9abcL,
          SqeDescriptor.tail(-2, 0x4100),
          0x0200_0000_0000_0041L,
          17);
      MemorySegment entry = io_uring_sqe.asSlice(entries, 1);

      assertThat(io_uring_sqe.opcode(entry)).isEqualTo((byte) 0x2f);
      assertThat(io_uring_sqe.flags(entry)).isZero();
      assertThat(io_uring_sqe.ioprio(entry)).isEqualTo((short) 0x8001);
      assertThat(io_uring_sqe.fd(entry)).isEqualTo(-3);
      assertThat(io_uring_sqe.off(entry)).isEqualTo(0x1122_3344_5566_7788L);
      assertThat(io_uring_sqe.addr(entry)).isEqualTo(0x7fff_1234_5678_9abcL);
      assertThat(io_uring_sqe.len(entry)).isEqualTo(-2);
      assertThat(io_uring_sqe.msg_flags(entry)).isEqualTo(0x4100);
      assertThat(io_uring_sqe.user_data(entry)).isEqualTo(0x0200_0000_0000_0041L);
      assertThat(io_uring_sqe.buf_index(entry)).isEqualTo((short) 17);
      assertThat(io_uring_sqe.personality(entry)).isZero();
      assertThat(io_uring_sqe.file_index(entry)).isZero();
      assertThat(io_uring_sqe.addr3(entry)).isZero();
    }
  }

  @Test
  void offsetsAndSizesAreTheHeaders() {
    assertThat(SqeDescriptor.SIZE).isEqualTo(io_uring_sqe.sizeof());
    assertThat(SqeDescriptor.HEAD).isEqualTo(io_uring_sqe.opcode$offset());
    assertThat(SqeDescriptor.OFFSET).isEqualTo(io_uring_sqe.off$offset());
    assertThat(SqeDescriptor.ADDRESS).isEqualTo(io_uring_sqe.addr$offset());
    assertThat(SqeDescriptor.TAIL).isEqualTo(io_uring_sqe.len$offset());
    assertThat(SqeDescriptor.USER_DATA).isEqualTo(io_uring_sqe.user_data$offset());
    assertThat(SqeDescriptor.BUFFER).isEqualTo(io_uring_sqe.buf_index$offset());
    assertThat(SqeDescriptor.ADDRESS_3).isEqualTo(io_uring_sqe.addr3$offset());
    assertThat(CqeDescriptor.SIZE).isEqualTo(io_uring_cqe.sizeof());
    assertThat(CqeDescriptor.USER_DATA).isEqualTo(io_uring_cqe.user_data$offset());
    assertThat(CqeDescriptor.RESULT).isEqualTo(io_uring_cqe.res$offset());
    assertThat(CqeDescriptor.FLAGS).isEqualTo(io_uring_cqe.flags$offset());
  }
}
