#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the scheduled tasks of DR365; the data stays unless -RemoveData is given.
.DESCRIPTION
Safe to repeat. -WhatIf shows what would be done. Not run on Windows by its authors.
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
  [string] $DataFolder = (Join-Path $env:ProgramData 'DR365'),
  [switch] $RemoveData
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$taskPath = '\DR365\'
foreach ($task in @(Get-ScheduledTask -TaskPath $taskPath -ErrorAction SilentlyContinue)) {
  if ($PSCmdlet.ShouldProcess($taskPath + $task.TaskName, 'Unregister the scheduled task')) {
    Unregister-ScheduledTask -TaskName $task.TaskName -TaskPath $taskPath -Confirm:$false
  }
}

if ($RemoveData -and (Test-Path -LiteralPath $DataFolder)) {
  if ($PSCmdlet.ShouldProcess($DataFolder, 'Remove settings, secrets, database and logs for good')) {
    Remove-Item -LiteralPath $DataFolder -Recurse -Force
  }
}
