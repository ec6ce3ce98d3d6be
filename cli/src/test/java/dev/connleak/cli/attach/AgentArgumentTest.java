package dev.connleak.cli.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArgumentTest {

    @Test
    void reservedNamesComeFirst() {
        AgentArgument argument = new AgentArgument("attach", List.of("report=leaks/", "heldAfter=30s"));

        assertThat(argument.forRequest("r1", "0.1.0"))
                .isEqualTo("command=attach,request=r1,version=0.1.0,report=leaks/,heldAfter=30s");
    }

    @Test
    void valueThatHoldsACommaIsQuoted() {
        assertThat(new AgentArgument("attach", List.of("labels=a,b", "ignore='c,d'")).forRequest("r", "1"))
                .isEqualTo("command=attach,request=r,version=1,labels='a,b',ignore='c,d'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report",
                "=x",
                "a b=c",
                "command=dump",
                "request=1",
                "version=1",
                "labels=it's,here",
                "x,request=2"
            })
    void whatIsNoOptionOfTheUserIsRefused(String option) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AgentArgument("attach", List.of(option)));
    }
}
