import { printSchema } from 'graphql';

/** Writes the whole SDL, descriptions included, as one string. */
export const plugin = (schema) => `export const sdl = ${JSON.stringify(printSchema(schema))};\n`;
