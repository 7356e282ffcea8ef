variable "accounts" {
  description = <<-EOT
    E-mail addresses of existing service accounts, to be used instead of those that Segue makes. `backfill` runs Dataflow's workers, `builder` builds,
    `function` is SegmentUser and Sweep, `push` delivers to endpoints, `reader` is FindMembers, `scheduler` calls the sweep, `trigger` delivers events.
  EOT
  type = object({
    backfill  = optional(string)
    builder   = optional(string)
    function  = optional(string)
    push      = optional(string)
    reader    = optional(string)
    scheduler = optional(string)
    trigger   = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for it in values(var.accounts) : it == null || can(regex(local.account, it))])
    error_message = "accounts has ${jsonencode({ for name, it in var.accounts : name => it if it != null })}; allowed are e-mail addresses of service accounts, such as 'segue@my-project.iam.gserviceaccount.com'."
  }
}

variable "collections" {
  description = <<-EOT
    `segments` is the path of the collection that Segue writes; by default `segments`, or `PREFIX_segments` with a `name_prefix`. Its last part must be
    the id of no other collection: index settings and the TTL policy on `expires_at` apply to all collections with that id. The rules file says where
    users are.
  EOT
  type = object({
    segments = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^${local.id}(/${local.id}/${local.id})*$", coalesce(var.collections.segments, "segments"))) && !can(regex(local.reserved_id, coalesce(var.collections.segments, "segments")))
    error_message = "collections.segments is '${coalesce(var.collections.segments, "null")}'; allowed is the path of a collection, such as 'segments' or 'apps/prod/segments', whose parts have up to 100 characters without '*', '{', '}' and control characters, are not '.' or '..' and do not start with '__'."
  }
}

variable "create_iam" {
  description = "Makes grants. If false, another team makes those that the output `grants` lists and `platform_commands` has as commands."
  type        = bool
  default     = true
  nullable    = false
}

variable "database" {
  description = <<-EOT
    The Firestore database with the users. `create = false` uses an existing one. `location` is a region, or `nam5`, `nam7` or `eur3`; by default the
    functions' region. `backup_retention_days = 0` makes no backups. Backups and point-in-time recovery are for a database that Segue makes.
  EOT
  type = object({
    backup_retention_days  = optional(number, 7)
    create                 = optional(bool, true)
    location               = optional(string)
    name                   = optional(string, "(default)")
    point_in_time_recovery = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^(\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$", var.database.name))
    error_message = "database.name is '${var.database.name}'; allowed is '(default)', or 4 to 63 lower-case letters, digits and hyphens, starting with a letter."
  }

  validation {
    condition     = can(regex("^(nam5|nam7|eur3|[a-z]+-[a-z]+[0-9]+)$", coalesce(var.database.location, "nam5")))
    error_message = "database.location is '${coalesce(var.database.location, "null")}'; allowed is a region, such as 'europe-west1', or one of 'nam5', 'nam7', 'eur3'."
  }

  validation {
    condition     = var.database.backup_retention_days >= 0 && var.database.backup_retention_days <= 98 && floor(var.database.backup_retention_days) == var.database.backup_retention_days
    error_message = "database.backup_retention_days is ${var.database.backup_retention_days}; allowed is a whole number from 0 to 98."
  }
}

variable "deletion_protection" {
  description = "Keeps what holds data when it leaves the configuration, even by `terraform destroy`: the database, its backups and index settings, BigQuery datasets and tables."
  type        = bool
  default     = true
  nullable    = false
}

variable "enable_apis" {
  description = "Turns APIs on and asks for Google's service agents. If false, another team does what the output `platform_commands` has as commands."
  type        = bool
  default     = true
  nullable    = false
}

variable "environment" {
  description = "More environment variables for the functions."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.environment) : can(regex(local.variable, key)) && !can(regex(local.reserved_variable, key))])
    error_message = "environment has '${join("', '", keys(var.environment))}'; allowed are letters, digits and '_', and no name that Segue or Google sets; java_options are for the JVM."
  }
}

variable "grant_eventarc_agent" {
  description = "Grants Google's Eventarc agent its role. Set to false if other triggers in the project, or another Segue, have the grant already: a destroy of this Segue would take it from them."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_keys" {
  description = <<-EOT
    Customer-managed keys, one for each location: `region` for functions, images, topics, secrets and buckets, `database` for a database that Segue
    makes, `bigquery` for datasets that Segue makes. Google's keys if null. README.md has what must exist before.
  EOT
  type = object({
    bigquery = optional(string)
    database = optional(string)
    region   = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for place, it in var.kms_keys : it == null || can(regex("^projects/[^/]+/locations/${local.key_locations[place]}/keyRings/[^/]+/cryptoKeys/[^/]+$", it))])
    error_message = "kms_keys has ${jsonencode(var.kms_keys)}; allowed are ids such as 'projects/my-keys/locations/${var.region}/keyRings/main/cryptoKeys/segue', `region` in '${var.region}', `database` in '${local.key_locations.database}'."
  }

  validation {
    condition     = var.kms_keys.region == null || local.backfill_location == var.region
    error_message = "kms_keys.region is in '${var.region}' and backfill.location is '${local.backfill_location}'; allowed is the same location, because the key encrypts the bucket."
  }
}

variable "labels" {
  description = "More labels, besides `app = segue`."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "labels has ${jsonencode(var.labels)}; allowed are up to 63 lower-case letters, digits, '_' and '-', keys starting with a letter."
  }
}

variable "name_prefix" {
  description = "Prefix of every name, so that one project can have several Segues: `eu` makes `eu-segment-changes`. Cannot change later."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([a-z]([a-z0-9-]{0,8}[a-z0-9])?)?$", var.name_prefix))
    error_message = "name_prefix is '${var.name_prefix}'; allowed are up to 10 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen."
  }
}

variable "project_id" {
  description = "The project with the Firestore database. Everything else is made there."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}'; allowed are 6 to 30 lower-case letters, digits and hyphens, starting with a letter, not ending with a hyphen. Ids in a domain ('example.com:app') are not supported."
  }
}

variable "region" {
  description = "Where the functions run, with their topics, images and buckets. Near the database is fast."
  type        = string
  default     = "us-central1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region is '${var.region}'; allowed is a Google Cloud region, such as 'us-central1'."
  }
}

variable "rules_file" {
  description = "Path of a rules file, instead of the packaged src/main/resources/segments.yaml."
  type        = string
  default     = null

  validation {
    condition     = var.rules_file == null || try(can(yamldecode(file(var.rules_file)).segments), false)
    error_message = "rules_file is '${coalesce(var.rules_file, "null")}'; allowed is the path of a YAML file with a list of 'segments'."
  }

  validation {
    condition     = can(regex("^(${local.id}/${local.id}/)*${local.id}/\\{user\\}$", try(yamldecode(file(var.rules_file)).users, "users/{user}")))
    error_message = "rules_file has users in ${jsonencode(try(yamldecode(file(var.rules_file)).users, null))}; allowed is the path of documents in one collection, such as 'users/{user}' or 'apps/prod/users/{user}'."
  }

  validation {
    condition = try(alltrue([
      for path in values(yamldecode(file(var.rules_file)).documents) :
      can(regex("^${local.id}/\\{[A-Za-z0-9_]+\\}$", trimprefix(path, "${try(yamldecode(file(var.rules_file)).users, "users/{user}")}/")))
    ]), true)
    error_message = "rules_file has documents ${jsonencode(try(yamldecode(file(var.rules_file)).documents, null))}; allowed are paths of documents one level below a user, such as 'users/{user}/subscriptions/{subscription}'."
  }
}

variable "secrets" {
  description = "Existing secrets as environment variables of the functions. `secret` is a name, or `projects/PROJECT/secrets/NAME`."
  type = map(object({
    secret  = string
    version = optional(string, "latest")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.secrets) : can(regex(local.variable, key)) && !can(regex(local.reserved_variable, key)) && !contains(keys(var.environment), key)])
    error_message = "secrets has '${join("', '", keys(var.secrets))}'; allowed are letters, digits and '_', no name that Segue or Google sets, and none that is in environment."
  }

  validation {
    condition     = alltrue([for it in values(var.secrets) : can(regex("^(projects/[^/]+/secrets/)?[A-Za-z0-9_-]{1,255}$", it.secret))])
    error_message = "secrets name ${jsonencode({ for key, it in var.secrets : key => it.secret })}; allowed is the name of a secret, or 'projects/PROJECT/secrets/NAME'."
  }
}

variable "vpc" {
  description = <<-EOT
    Sends the functions' calls through your network: through a Serverless VPC Access `connector`, or directly from a `subnetwork` (or `network`, with
    `tags`). `egress` is `PRIVATE_RANGES_ONLY` or `ALL_TRAFFIC`, which needs Private Google Access.
  EOT
  type = object({
    connector  = optional(string)
    egress     = optional(string, "PRIVATE_RANGES_ONLY")
    network    = optional(string)
    subnetwork = optional(string)
    tags       = optional(list(string))
  })
  default = null

  validation {
    condition     = var.vpc == null || try((var.vpc.connector == null) != (var.vpc.network == null && var.vpc.subnetwork == null), false)
    error_message = "vpc is ${jsonencode(var.vpc)}; allowed is either a connector, or a network or subnetwork."
  }

  validation {
    condition     = var.vpc == null || try(contains(["ALL_TRAFFIC", "PRIVATE_RANGES_ONLY"], var.vpc.egress), false)
    error_message = "vpc.egress is '${try(var.vpc.egress, "null")}'; allowed is 'PRIVATE_RANGES_ONLY' or 'ALL_TRAFFIC'."
  }
}

# For validations, which cannot use locals that depend on the variable itself.
locals {
  id                = "[^/*{}[:cntrl:]]{1,100}"
  reserved_id       = "(^|/)(__|\\.\\.?(/|$))"
  account           = "^[a-z][a-z0-9-]+@[a-z0-9.-]+\\.gserviceaccount\\.com$"
  member            = "^(user|group|serviceAccount|domain|principal|principalSet):.+$"
  variable          = "^[A-Za-z_][A-Za-z0-9_]*$"
  reserved_variable = "^(SEGUE_|GOOGLE_|X_GOOGLE_|K_|FUNCTION_|PORT$|JAVA_TOOL_OPTIONS$)"

  # Cloud KMS has other names for Firestore's multi-regions.
  key_locations = {
    bigquery = "[a-z0-9-]+"
    database = try({ eur3 = "europe", nam5 = "us", nam7 = "us" }[var.database.location], coalesce(var.database.location, var.region))
    region   = var.region
  }
}
