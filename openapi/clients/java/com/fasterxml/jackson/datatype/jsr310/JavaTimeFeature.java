package com.fasterxml.jackson.datatype.jsr310;

/** As much of it as a generated client is compiled against. */
public enum JavaTimeFeature {
    NORMALIZE_DESERIALIZED_ZONE_ID,
    ALWAYS_ALLOW_STRINGIFIED_DATE_TIMESTAMPS;

    public boolean enabledByDefault() {
        return true;
    }
}
