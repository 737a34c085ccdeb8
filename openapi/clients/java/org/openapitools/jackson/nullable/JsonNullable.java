package org.openapitools.jackson.nullable;

/** As much of it as a generated client is compiled against: a value, null, or nothing said. */
public final class JsonNullable<T> {
    private final T value;
    private final boolean present;

    private JsonNullable(T value, boolean present) {
        this.value = value;
        this.present = present;
    }

    public static <T> JsonNullable<T> undefined() {
        return new JsonNullable<>(null, false);
    }

    public static <T> JsonNullable<T> of(T value) {
        return new JsonNullable<>(value, true);
    }

    public T get() {
        return value;
    }

    public T orElse(T other) {
        return present ? value : other;
    }

    public boolean isPresent() {
        return present;
    }
}
