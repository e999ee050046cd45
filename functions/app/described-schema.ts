import { buildSchema, type GraphQLSchema } from 'graphql';
import { sdl } from '../generated/sdl.ts';

/** The schema with its descriptions, as introspection shows it. Loaded only where that is allowed. */
export const describedSchema = (): GraphQLSchema =>
  buildSchema(sdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });
