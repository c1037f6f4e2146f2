# Pester 5, for a Windows machine with PowerShell 7: Invoke-Pester -Path test/windows
# Runs the scripts in a process of their own, against a module that stands in the place of VBR's. Written without such a machine.
BeforeDiscovery {
    $folder = Join-Path $PSScriptRoot '..' '..' 'src' 'veeam' 'powershell' 'scripts'
    $script:found = @(Get-ChildItem -Path $folder -Filter '*.ps1' | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } })
}

BeforeAll {
    $script:folder = Join-Path $PSScriptRoot '..' '..' 'src' 'veeam' 'powershell' 'scripts'

    # A module that tells what the test wants, and writes down that it was connected and disconnected.
    function Install-StandIn {
        param([string]$Body)
        $root = Join-Path $TestDrive ([System.Guid]::NewGuid().ToString())
        $module = Join-Path $root 'Veeam.Backup.PowerShell'
        $null = New-Item -ItemType Directory -Path $module
        $log = Join-Path $root 'log.txt'
        $text = @(
            "function Connect-VBRServer { param([string]`$Server, [pscredential]`$Credential) Add-Content -LiteralPath '$log' -Value ('connect ' + `$Server + ' ' + `$Credential.UserName + ' ' + `$Credential.GetNetworkCredential().Password) }"
            "function Disconnect-VBRServer { Add-Content -LiteralPath '$log' -Value 'disconnect' }"
            $Body
        ) -join "`n"
        Set-Content -LiteralPath (Join-Path $module 'Veeam.Backup.PowerShell.psm1') -Value $text
        return @{ Root = $root; Log = $log }
    }

    function Invoke-Reader {
        param([string]$Name, [hashtable]$StandIn, [string]$Password = 'secret')
        $words = foreach ($word in 'vbr.example', 'DOM\reader', $Password, '0') {
            [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($word))
        }
        $before = $env:PSModulePath
        $env:PSModulePath = $StandIn.Root + [System.IO.Path]::PathSeparator + $before
        try {
            $lines = @(($words -join ' ') | pwsh -NoLogo -NoProfile -NonInteractive -File (Join-Path $folder $Name))
        }
        finally {
            $env:PSModulePath = $before
        }
        return @{ Records = @($lines | ForEach-Object { $_ | ConvertFrom-Json }); ExitCode = $LASTEXITCODE }
    }
}

Describe 'The script <Name>' -ForEach $found {
    It 'is understood by the parser of PowerShell' {
        $faults = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$null, [ref]$faults)
        $faults | Should -BeNullOrEmpty
    }

    It 'tells a missing connection as an error record, ends with 1 and disconnects' {
        $standIn = Install-StandIn -Body "function Connect-VBRServer { throw 'no route' }"
        $ran = Invoke-Reader -Name $Name -StandIn $standIn
        $ran.ExitCode | Should -Be 1
        $ran.Records[0].type | Should -Be 'error'
        $ran.Records[0].stage | Should -Be 'connect'
        $ran.Records[0].message | Should -BeLike '*no route*'
        $ran.Records[-1].type | Should -Be 'end'
        $ran.Records[-1].count | Should -Be 1
        Get-Content -LiteralPath $standIn.Log | Should -Be 'disconnect'
    }
}

Describe 'Read-SessionHistory.ps1' {
    It 'tells how long sessions are kept, with the password it was given' {
        $standIn = Install-StandIn -Body 'function Get-VBRHistoryOptions { [pscustomobject]@{ KeepAllSessions = $false; RetentionLimitWeeks = 13 } }'
        $ran = Invoke-Reader -Name 'Read-SessionHistory.ps1' -StandIn $standIn -Password 'pä "s'
        $ran.ExitCode | Should -Be 0
        $ran.Records[0].keepsAll | Should -BeFalse
        $ran.Records[0].weeks | Should -Be 13
        $ran.Records[1].count | Should -Be 1
        (Get-Content -LiteralPath $standIn.Log)[0] | Should -Be 'connect vbr.example DOM\reader pä "s'
    }
}

Describe 'Read-RestoreReasons.ps1' {
    It 'tells the reason of each restore, empty where none was given and null where the property is missing' {
        $standIn = Install-StandIn -Body @'
function Get-VBRRestoreSession {
    [pscustomobject]@{ Id = [guid]'a1b2c3d4-0000-4000-8000-000000000001'; CreationTime = [datetime]'2026-11-22T02:10:00'; Info = [pscustomobject]@{ Reason = "Drill`nof November" } }
    [pscustomobject]@{ Id = [guid]'a1b2c3d4-0000-4000-8000-000000000002'; CreationTime = [datetime]'2026-11-22T02:20:00'; Info = [pscustomobject]@{ Reason = $null } }
    [pscustomobject]@{ Id = [guid]'a1b2c3d4-0000-4000-8000-000000000003'; CreationTime = [datetime]'2026-11-22T02:30:00'; Info = [pscustomobject]@{ Other = 1 } }
    [pscustomobject]@{ Id = [guid]'a1b2c3d4-0000-4000-8000-000000000004'; CreationTime = [datetime]'2026-11-22T02:40:00' }
    [pscustomobject]@{ Id = [guid]'a1b2c3d4-0000-4000-8000-000000000005'; CreationTime = [datetime]'1960-01-01' }
}
'@
        $ran = Invoke-Reader -Name 'Read-RestoreReasons.ps1' -StandIn $standIn
        $ran.ExitCode | Should -Be 0
        $ran.Records.Count | Should -Be 5
        $ran.Records[0].session | Should -Be 'a1b2c3d4-0000-4000-8000-000000000001'
        $ran.Records[0].reason | Should -Be "Drill`nof November"
        ([datetime]$ran.Records[0].startedAt) | Should -Be ([datetime]'2026-11-22T02:10:00')
        $ran.Records[1].reason | Should -Be ''
        $ran.Records[2].reason | Should -BeNullOrEmpty
        $ran.Records[3].reason | Should -BeNullOrEmpty
        $ran.Records[4].count | Should -Be 4
    }
}

Describe 'Read-SureBackupResults.ps1' {
    It 'tells each machine of the sessions that have ended, and null where a property is missing' {
        $standIn = Install-StandIn -Body @'
function Get-VBRSureBackupSession {
    [pscustomobject]@{ JobName = 'Lab'; EndTime = [datetime]'2026-11-22T02:10:00' }
    [pscustomobject]@{ JobName = 'Lab'; EndTime = [datetime]'1900-01-01' }
}
function Get-VBRSureBackupTaskSession {
    param($Session)
    [pscustomobject]@{ Name = 'sql01'; HeartbeatStatus = 'Success'; Info = [pscustomobject]@{ PingStatus = 'Failed' } }
}
'@
        $ran = Invoke-Reader -Name 'Read-SureBackupResults.ps1' -StandIn $standIn
        $ran.Records.Count | Should -Be 2
        $ran.Records[0].workload | Should -Be 'sql01'
        $ran.Records[0].boot | Should -Be 'Success'
        $ran.Records[0].ping | Should -Be 'Failed'
        $ran.Records[0].script | Should -BeNullOrEmpty
    }

    It 'ends with nothing but its end record where no session is known' {
        $standIn = Install-StandIn -Body 'function Get-VBRSureBackupSession { }'
        $ran = Invoke-Reader -Name 'Read-SureBackupResults.ps1' -StandIn $standIn
        $ran.ExitCode | Should -Be 0
        $ran.Records[0].count | Should -Be 0
    }
}
