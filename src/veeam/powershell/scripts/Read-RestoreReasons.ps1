#requires -Version 7.0
# Why restores that began at or after an instant were made.
# Reads only. Standard input is one line of four words in Base64 (UTF-8): server, user, password, milliseconds since 1970.
# Answers one JSON object a line and ends with {"type":"end","count":n}; an error leaves nothing but its own record.
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
[System.Threading.Thread]::CurrentThread.CurrentCulture = [System.Globalization.CultureInfo]::InvariantCulture
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)

# VBR publishes no list of properties for these objects: a missing one is told as null, an empty one as empty text.
function Get-Reason {
    param($Session)
    $info = $Session.PSObject.Properties['Info']
    if (($null -eq $info) -or ($null -eq $info.Value)) { return $null }
    $reason = $info.Value.PSObject.Properties['Reason']
    if ($null -eq $reason) { return $null }
    return [string]$reason.Value
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
    foreach ($session in @(Get-VBRRestoreSession)) {
        if ($session.CreationTime -lt $since) { continue }
        $records.Add([ordered]@{
            type = 'restore-reason'
            session = [string]$session.Id
            startedAt = ([System.DateTimeOffset]$session.CreationTime).ToString('o', [System.Globalization.CultureInfo]::InvariantCulture)
            reason = Get-Reason -Session $session
        })
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
