const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)Z$/;

/** Minutes since 1970 of a time in UTC as the journal writes it; 0 for anything else. The core has no clock to ask. */
export function minutesIn(time: string): number {
  const [year, month, day, hour, minute, second] = (FORM.exec(time) ?? []).slice(1).map(Number);
  if (year === undefined) return 0;
  // Days of the civil calendar, with years that begin in March.
  const shifted = month! <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month! + (month! > 2 ? -3 : 9)) + 2) / 5) + day! - 1;
  const days = era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
  return days * 1_440 + hour! * 60 + minute! + second! / 60;
}
