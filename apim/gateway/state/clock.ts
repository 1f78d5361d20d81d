/** The current time in milliseconds since the Unix epoch; tests freeze it. */
export type Now = () => number;
