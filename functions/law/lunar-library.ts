/** Imported as it stands here, since a bundle gives only the default of a CommonJS package that is loaded on first use. */
export { LunarDate } from '@nghiavuive/lunar_date_vi';
