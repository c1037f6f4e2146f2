#Requires -Version 5.1
<#
.SYNOPSIS
Prints what the Task Scheduler says of \DR365\Run, as one line of JSON. Reads only. Not run on Windows by its authors.
#>
[CmdletBinding()]
param()
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function ConvertTo-Instant {
  param($At)
  # The Task Scheduler writes 1999 for never.
  if ($null -eq $At -or $At.Year -lt 2000) { return $null }
  return $At.ToUniversalTime().ToString('o')
}

$status = [ordered]@{ installed = $false; active = $false; lastRunAt = $null; lastExitCode = $null; nextRunAt = $null }
$task = Get-ScheduledTask -TaskName 'Run' -TaskPath '\DR365\' -ErrorAction SilentlyContinue
if ($null -ne $task) {
  $info = Get-ScheduledTaskInfo -InputObject $task
  $status.installed = $true
  $status.active = [string] $task.State -ne 'Disabled'
  $status.lastRunAt = ConvertTo-Instant -At $info.LastRunTime
  $status.nextRunAt = ConvertTo-Instant -At $info.NextRunTime
  # 267011: has not run yet; 267009: runs now.
  if (@(267011, 267009) -notcontains [int64] $info.LastTaskResult) { $status.lastExitCode = [int64] $info.LastTaskResult }
}
ConvertTo-Json -InputObject $status -Compress
