package dev.connleak.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connleak.cli.report.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationFramesTest {

    private static final String CLIENT = "okhttp3.RealCall.execute(RealCall.kt:154)";
    private static final String SITE = "com.acme.orders.Orders.poll(Orders.java:42)";
    private static final String OTHER = "com.acme.platform.Scheduler.tick(Scheduler.java:7)";
    private static final String JDK = "java.lang.Thread.run(Thread.java:840)";

    @Test
    void framesOfLibrariesAndOfTheRuntimeAreLeftOut() {
        assertThat(ApplicationFrames.of(List.of(CLIENT, SITE, JDK, OTHER, JDK), site("com.acme.orders.Orders")))
                .containsExactly(SITE, OTHER);
    }

    @Test
    void applicationMayLiveInThePackagesOfALibrary() {
        String site = "org.apache.ours.Job.poll(Job.java:1)";

        assertThat(ApplicationFrames.of(List.of(CLIENT, site, JDK), site("org.apache.ours.Job")))
                .containsExactly(site);
    }

    @Test
    void withoutASiteAllThatIsNoLibraryIsShown() {
        assertThat(ApplicationFrames.of(List.of(CLIENT, SITE), null)).containsExactly(SITE);
    }

    @Test
    void stackOfLibrariesOnlyIsShownWhole() {
        assertThat(ApplicationFrames.of(List.of(CLIENT, JDK), null)).containsExactly(CLIENT, JDK);
    }

    private static Site site(String className) {
        return new Site(className, "poll", "Orders.java", 42, null);
    }
}
