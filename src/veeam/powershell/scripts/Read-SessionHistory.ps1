#requires -Version 7.0
# How long the server keeps the history of its sessions.
# Reads only. Standard input is one line of four words in Base64 (UTF-8): server, user, password, milliseconds since 1970.
# Answers one JSON object a line and ends with {"type":"end","count":n}; an error leaves nothing but its own record.
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
[System.Threading.Thread]::CurrentThread.CurrentCulture = [System.Globalization.CultureInfo]::InvariantCulture
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)

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
    $options = Get-VBRHistoryOptions
    $records.Add([ordered]@{
        type = 'session-history'
        keepsAll = [bool]$options.KeepAllSessions
        weeks = [int]$options.RetentionLimitWeeks
    })
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
