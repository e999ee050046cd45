import type { Files } from '../../functions/attachments/files.ts';

const refuse = () => Promise.reject(new Error('this world was made without a bucket'));

/** For worlds whose tests send no file. */
export const noFiles: Files = {
  presignPost: refuse,
  presignGet: refuse,
  read: refuse,
  readClean: refuse,
  put: refuse,
  copy: refuse,
  remove: refuse,
};
