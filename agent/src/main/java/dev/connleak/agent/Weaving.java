package dev.connleak.agent;

import dev.connleak.weave.Transformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The hooks in the JVM's classes: put in, and taken out again. */
final class Weaving {
    private final Instrumentation instrumentation;
    private final Transformer transformer;
    private final Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    Weaving(Instrumentation instrumentation, Transformer transformer) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
    }

    /** From now on classes are woven as they are loaded; those that are there already are woven now. */
    Reweaving begin() {
        instrumentation.addTransformer(transformer, true);
        Reweaving weaving = new Reweaving(instrumentation);
        weaving.run(wanted());
        seen.clear();
        for (String refused : weaving.refused) {
            Console.warn("cannot weave a class that is loaded already, " + refused);
        }
        return weaving;
    }

    /**
     * Leaves every class as it would be without us. Looks twice: a class that was in the middle of being loaded, woven and
     * not yet there, has arrived by the time the others are done.
     */
    Reweaving end() {
        instrumentation.removeTransformer(transformer);
        Reweaving unweaving = new Reweaving(instrumentation);
        unweaving.run(wanted());
        unweaving.run(wanted());
        seen.clear();
        return unweaving;
    }

    /** Loaded classes with hooks that were not answered before. */
    private List<Class<?>> wanted() {
        List<Class<?>> wanted = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (transformer.wants(loaded) && instrumentation.isModifiableClass(loaded) && seen.add(loaded)) {
                wanted.add(loaded);
            }
        }
        return wanted;
    }
}
