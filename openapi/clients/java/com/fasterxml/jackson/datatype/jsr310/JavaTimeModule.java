package com.fasterxml.jackson.datatype.jsr310;

import com.fasterxml.jackson.databind.module.SimpleModule;

/** As much of it as a generated client is compiled against. */
public class JavaTimeModule extends SimpleModule {}
