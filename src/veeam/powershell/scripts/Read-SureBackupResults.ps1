#requires -Version 7.0
# What each machine did in the SureBackup sessions that ended at or after an instant.
# Reads only. Standard input is one line of four words in Base64 (UTF-8): server, user, password, milliseconds since 1970.
# Answers one JSON object a line and ends with {"type":"end","count":n}; an error leaves nothing but its own record.
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
[System.Threading.Thread]::CurrentThread.CurrentCulture = [System.Globalization.CultureInfo]::InvariantCulture
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)

# VBR publishes no list of properties for these objects: a missing one is told as null, never as a verdict.
function Get-Told {
    param($From, [string]$Name)
    $property = $From.PSObject.Properties[$Name]
    if ($null -eq $property) { return $null }
    return $property.Value
}

# The status stands on the task itself or on its Info.
function Get-Word {
    param($Task, [string]$Name)
    $value = Get-Told -From $Task -Name $Name
    $info = Get-Told -From $Task -Name 'Info'
    if (($null -eq $value) -and ($null -ne $info)) { $value = Get-Told -From $info -Name $Name }
    if ($null -eq $value) { return $null }
    return [string]$value
}

$records = [System.Collections.Generic.List[object]]::new()
$stage = 'order'
try {
    $order = foreach ($word in [Console]::In.ReadLine().Split(' ')) {
        [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String($word))
    }

    $stage = 'module'
    $module = '/opt/veeam/powershell/Veeam.Backup.PowerShell/Veeam.Backup.PowerShell.psd1'
    if (-not (Test-Path -LiteralPath $module)) { $module = 'Veeam.Backup.PowerShell' }
    Import-Module -Name $module -DisableNameChecking

    $stage = 'connect'
    $secret = ConvertTo-SecureString -String $order[2] -AsPlainText -Force
    $credential = [System.Management.Automation.PSCredential]::new($order[1], $secret)
    Connect-VBRServer -Server $order[0] -Credential $credential

    $stage = 'read'
    $since = [System.DateTimeOffset]::FromUnixTimeMilliseconds([long]$order[3]).LocalDateTime
    foreach ($session in @(Get-VBRSureBackupSession)) {
        # One that still runs ends in 1900 or never; it is read once it has ended.
        if ($session.EndTime -lt $since) { continue }
        $endedAt = ([System.DateTimeOffset]$session.EndTime).ToString('o', [System.Globalization.CultureInfo]::InvariantCulture)
        foreach ($task in @(Get-VBRSureBackupTaskSession -Session $session)) {
            $records.Add([ordered]@{
                type = 'surebackup-task'
                workload = [string]$task.Name
                job = Get-Word -Task $session -Name 'JobName'
                endedAt = $endedAt
                boot = Get-Word -Task $task -Name 'HeartbeatStatus'
                ping = Get-Word -Task $task -Name 'PingStatus'
                script = Get-Word -Task $task -Name 'TestScriptStatus'
            })
        }
    }
}
catch {
    if ($_.FullyQualifiedErrorId -like 'CommandNotFoundException*') { $stage = 'command' }
    $records.Clear()
    $records.Add([ordered]@{ type = 'error'; stage = $stage; message = [string]$_.Exception.Message })
}
finally {
    try { Disconnect-VBRServer }
    catch { $null = $_ }
}

$failed = ($records.Count -eq 1) -and ($records[0].type -eq 'error')
$records.Add([ordered]@{ type = 'end'; count = $records.Count })
foreach ($record in $records) {
    [Console]::Out.WriteLine((ConvertTo-Json -InputObject $record -Compress -Depth 3))
}
[Console]::Out.Flush()
if ($failed) { exit 1 }
exit 0
