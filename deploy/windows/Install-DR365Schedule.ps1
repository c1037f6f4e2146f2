#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Registers the scheduled tasks of DR365: \DR365\Run every hour, the single analyses on demand.
.DESCRIPTION
Idempotent: a task that is there is changed, not made anew, so its history stays. -WhatIf shows what would be done.
With a group managed service account give -Account 'DOMAIN\svc-dr365$' and no -Credential. A task started with S4U could
not reach the network with its account, so S4U is not offered.
Not run on Windows by its authors: it was written and checked on Linux.
.PARAMETER Node
Full path of node.exe in the DR365 folder.
.PARAMETER Main
Full path of dist\app\main.js in the DR365 folder.
.PARAMETER DataFolder
DR365_HOME: settings, secrets, database, logs.
.PARAMETER Account
A group managed service account (ends with $), NT AUTHORITY\LOCAL SERVICE, or a service account with -Credential.
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
  [Parameter(Mandatory = $true)] [string] $Node,
  [Parameter(Mandatory = $true)] [string] $Main,
  [string] $DataFolder = (Join-Path $env:ProgramData 'DR365'),
  [string] $Account = 'NT AUTHORITY\LOCAL SERVICE',
  [System.Management.Automation.PSCredential] $Credential,
  [int] $EveryMinutes = 60
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$taskPath = '\DR365\'
$tasks = @(
  [pscustomobject]@{ Name = 'Run'; Words = @('run'); Scheduled = $true; What = 'One pass over every configured VBR server' }
  [pscustomobject]@{ Name = 'Health'; Words = @('analyze', 'health'); Scheduled = $false; What = 'Health alone, on demand' }
  [pscustomobject]@{ Name = 'Capacity'; Words = @('analyze', 'capacity'); Scheduled = $false; What = 'Capacity alone, on demand' }
  [pscustomobject]@{ Name = 'Efficiency'; Words = @('analyze', 'efficiency'); Scheduled = $false; What = 'Efficiency alone, on demand' }
  [pscustomobject]@{ Name = 'Recovery'; Words = @('analyze', 'recovery'); Scheduled = $false; What = 'Recovery alone, on demand' }
  [pscustomobject]@{ Name = 'Risk'; Words = @('analyze', 'risk'); Scheduled = $false; What = 'Risk alone, on demand' }
  [pscustomobject]@{ Name = 'Remediation'; Words = @('analyze', 'remediation'); Scheduled = $false; What = 'Remediation plans alone, on demand' }
)

foreach ($file in @($Node, $Main)) {
  if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { throw "There is no file $file" }
}

function New-DR365Folder {
  param([string] $Path)
  if (-not (Test-Path -LiteralPath $Path)) { [void](New-Item -ItemType Directory -Path $Path) }
}

# Inheritance off; SYSTEM and Administrators full, the account of the tasks modify, nobody else.
function Set-DR365Access {
  param([string] $Path, [string] $Identity)
  $icacls = Join-Path $env:SystemRoot 'System32\icacls.exe'
  $words = @($Path, '/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '/grant:r', '*S-1-5-32-544:(OI)(CI)F',
    '/grant:r', ($Identity + ':(OI)(CI)M'), '/Q')
  & $icacls $words
  if ($LASTEXITCODE -ne 0) { throw "icacls refused to set the rights of $Path" }
}

if ($PSCmdlet.ShouldProcess($DataFolder, 'Create the folders and leave them to SYSTEM, Administrators and the account')) {
  foreach ($folder in @($DataFolder, (Join-Path $DataFolder 'logs'), (Join-Path $DataFolder 'secrets'))) {
    New-DR365Folder -Path $folder
  }
  Set-DR365Access -Path $DataFolder -Identity $Account
}

$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -RestartCount 3 `
  -RestartInterval (New-TimeSpan -Minutes 10) -ExecutionTimeLimit (New-TimeSpan -Hours 2) `
  -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries

$isService = @('NT AUTHORITY\LOCAL SERVICE', 'NT AUTHORITY\NETWORK SERVICE') -contains $Account
$logonType = 'Password'
if ($isService) { $logonType = 'ServiceAccount' }
$principal = New-ScheduledTaskPrincipal -UserId $Account -LogonType $logonType -RunLevel Limited

foreach ($task in $tasks) {
  # Quoted for CommandLineToArgvW: paths hold no quotation marks on Windows.
  $argument = '"' + $Main + '" ' + ($task.Words -join ' ')
  $action = New-ScheduledTaskAction -Execute $Node -Argument $argument -WorkingDirectory $DataFolder
  $parameters = @{ TaskName = $task.Name; TaskPath = $taskPath; Action = $action; Settings = $settings }
  if ($task.Scheduled) {
    $parameters.Trigger = New-ScheduledTaskTrigger -Once -At ([datetime]::Today) `
      -RepetitionInterval (New-TimeSpan -Minutes $EveryMinutes)
  }
  $existing = Get-ScheduledTask -TaskName $task.Name -TaskPath $taskPath -ErrorAction SilentlyContinue
  if (-not $PSCmdlet.ShouldProcess($taskPath + $task.Name, $task.What)) { continue }
  if ($null -ne $Credential) {
    $parameters.User = $Credential.UserName
    $parameters.Password = $Credential.GetNetworkCredential().Password
  }
  else { $parameters.Principal = $principal }
  if ($null -eq $existing) {
    $parameters.Description = 'DR365: ' + $task.What
    if ($null -ne $Credential) { $parameters.RunLevel = 'Limited' }
    [void](Register-ScheduledTask @parameters)
  }
  else { [void](Set-ScheduledTask @parameters) }
}

if ($PSCmdlet.ShouldProcess('DR365_HOME', 'Set the machine variable, so that tasks and shells find the same home')) {
  [Environment]::SetEnvironmentVariable('DR365_HOME', $DataFolder, 'Machine')
}
