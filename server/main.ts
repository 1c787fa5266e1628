import { boot } from './boot'
import { PortTaken } from './http'
import { Held } from './lock'
import { log } from './log'
import { type Settings, WrongSetting, readSettings } from './settings'
import { orderlyShutdown } from './shutdown'

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env)
  } catch (error) {
    if (!(error instanceof WrongSetting)) throw error
    process.stderr.write(`Accord cannot start. ${error.message}\n`)
    process.exit(1)
  }
}

const settings = settingsOrExit()
const shutdown = orderlyShutdown()
try {
  await boot(settings, shutdown)
} catch (error) {
  if (!shutdown.stopping) await explain(error)
}

async function explain(error: unknown): Promise<never> {
  if (error instanceof Held) process.stderr.write(`Nothing was started: ${error.message}.\n`)
  else {
    process.stderr.write(`Accord cannot start. ${error instanceof Error ? error.message : String(error)}\n`)
    if (!(error instanceof PortTaken)) log.fatal({ err: error }, 'start failed')
  }
  return shutdown.stop('start failed', 1)
}
