/** What a form says of where it stands. Nothing that decides: that is looked up again by the command. */
export function Hidden(fields: Readonly<Record<string, string>>) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}
