package com.fasterxml.jackson.datatype.jsr310.deser;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.util.function.BiFunction;
import java.util.function.Function;

/** As much of it as a generated client is compiled against. */
public class InstantDeserializer<T extends Temporal> extends JsonDeserializer<T> {
    public static class FromIntegerArguments {
        public long value;
        public ZoneId zoneId;
    }

    public static class FromDecimalArguments {
        public long integer;
        public int fraction;
        public ZoneId zoneId;
    }

    protected InstantDeserializer(
            Class<T> type,
            DateTimeFormatter formatter,
            Function<TemporalAccessor, T> parsed,
            Function<FromIntegerArguments, T> milliseconds,
            Function<FromDecimalArguments, T> nanoseconds,
            BiFunction<T, ZoneId, T> adjust,
            boolean replaceZeroOffset,
            boolean normalizeZone,
            boolean readNumericStrings) {}

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return _fromString(parser, context, parser.getText());
    }

    protected T _fromString(JsonParser parser, DeserializationContext context, String text) throws IOException {
        throw new UnsupportedOperationException("compiled, not run");
    }
}
