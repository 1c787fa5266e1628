import { runningUrl } from '../own-database'
import { command, commandSettings } from './with-database'

await command(async () => {
  const settings = commandSettings()
  const url = settings.ownerUrl ?? settings.databaseUrl ?? await runningUrl(settings.dataFolder)
  if (url === null) throw new Error(`No Accord is running on ${settings.dataFolder}: start one with npm start`)
  process.stdout.write(`${url}\n`)
})
