package org.openapitools.jackson.nullable;

import com.fasterxml.jackson.databind.module.SimpleModule;

/** As much of it as a generated client is compiled against. */
public class JsonNullableModule extends SimpleModule {}
