import { resolve } from 'node:path';
import { ensureBundles } from '../../infra/build/bundle-all.ts';

/** Builds the functions once, before test files that run side by side would each begin to. */
export default () => ensureBundles(resolve(import.meta.dirname, '../..'));
