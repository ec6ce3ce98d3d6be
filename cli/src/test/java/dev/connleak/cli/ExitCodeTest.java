package dev.connleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void ofSeveralTheFirstOfTheOrderIsTheAnswer() {
        EnumSet<ExitCode> codes = EnumSet.allOf(ExitCode.class);
        for (int number : List.of(70, 2, 3, 1, 4, 0)) {
            ExitCode first = ExitCode.first(codes);
            assertThat(first.number()).isEqualTo(number);
            codes.remove(first);
        }
    }

    @Test
    void nothingAtAllIsClean() {
        assertThat(ExitCode.first(List.of())).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void whatNobodyExpectedIsAFault() {
        assertThat(ExitCode.of(new IllegalStateException("bug"))).isEqualTo(ExitCode.FAULT);
        assertThat(ExitCode.of(new StackOverflowError())).isEqualTo(ExitCode.FAULT);
    }
}
