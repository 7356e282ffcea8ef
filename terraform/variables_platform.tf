variable "build" {
  description = "What builds the functions. `bucket`: a bucket of yours for the source, in the functions' region. `worker_pool`: id of a private Cloud Build pool, which the project's Cloud Functions agent may use (`roles/cloudbuild.workerPoolUser`)."
  type = object({
    bucket      = optional(string)
    worker_pool = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.build.bucket == null || can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.build.bucket))
    error_message = "build.bucket is '${coalesce(var.build.bucket, "null")}'; allowed is the name of a bucket: 3 to 63 lower-case letters, digits and -._"
  }

  validation {
    condition     = var.build.worker_pool == null || can(regex("^projects/[^/]+/locations/[^/]+/workerPools/[^/]+$", var.build.worker_pool))
    error_message = "build.worker_pool is '${coalesce(var.build.worker_pool, "null")}'; allowed is 'projects/PROJECT/locations/REGION/workerPools/POOL'."
  }
}

variable "environment" {
  description = "Environment variables for the functions, besides Segue's own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.environment) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", key)) && !can(regex("^(SEGUE_|GOOGLE_|X_GOOGLE_|K_|FUNCTION_|PORT$|JAVA_TOOL_OPTIONS$)", key))])
    error_message = "environment has '${join("', '", [for key in keys(var.environment) : key if !can(regex("^[A-Za-z_][A-Za-z0-9_]*$", key)) || can(regex("^(SEGUE_|GOOGLE_|X_GOOGLE_|K_|FUNCTION_|PORT$|JAVA_TOOL_OPTIONS$)", key))])}'; allowed are letters, digits and '_', and no name that Segue or Google sets; java_options of each function are for the JVM."
  }
}

variable "secrets" {
  description = "Secrets of yours as environment variables of the functions, whose accounts may then read them. `secret` is a name, or `projects/PROJECT/secrets/NAME`."
  type = map(object({
    secret  = string
    version = optional(string, "latest")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for key in keys(var.secrets) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", key)) && !can(regex("^(SEGUE_|GOOGLE_|X_GOOGLE_|K_|FUNCTION_|PORT$|JAVA_TOOL_OPTIONS$)", key)) && !contains(keys(var.environment), key)])
    error_message = "secrets has '${join("', '", [for key in keys(var.secrets) : key if !can(regex("^[A-Za-z_][A-Za-z0-9_]*$", key)) || can(regex("^(SEGUE_|GOOGLE_|X_GOOGLE_|K_|FUNCTION_|PORT$|JAVA_TOOL_OPTIONS$)", key)) || contains(keys(var.environment), key)])}'; allowed are letters, digits and '_', no name that Segue or Google sets, and none that is in environment."
  }

  validation {
    condition     = alltrue([for it in values(var.secrets) : can(regex("^(projects/[^/]+/secrets/)?[A-Za-z0-9_-]{1,255}$", it.secret))])
    error_message = "secrets name ${jsonencode({ for key, it in var.secrets : key => it.secret if !can(regex("^(projects/[^/]+/secrets/)?[A-Za-z0-9_-]{1,255}$", it.secret)) })}; allowed is the name of a secret, or 'projects/PROJECT/secrets/NAME'."
  }
}

variable "vpc" {
  description = "Sends what the functions call through a network of yours: through a Serverless VPC Access `connector`, or directly from a `subnetwork` (and `network`, with `tags`). `egress` is `PRIVATE_RANGES_ONLY` or `ALL_TRAFFIC`, which needs Private Google Access there. Null: not at all."
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
