import { customType, timestamp } from 'drizzle-orm/pg-core'

/** A moment. Columns that decide something are stamped by a BEFORE trigger, not by what is sent. */
export const moment = () => timestamp({ withTimezone: true, mode: 'date' })

export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
})
