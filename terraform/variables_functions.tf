variable "binary_authorization" {
  description = "The Binary Authorization policy for the functions' images: `default` is the project's, others are `projects/PROJECT/platforms/cloudRun/policies/NAME`. None if null."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^(default|projects/[^/]+/platforms/cloudRun/policies/[^/]+)$", coalesce(var.binary_authorization, "default")))
    error_message = "binary_authorization is '${coalesce(var.binary_authorization, "null")}'; allowed is 'default' or 'projects/PROJECT/platforms/cloudRun/policies/NAME'."
  }
}

variable "build" {
  description = <<-EOT
    How the functions are built from source. `bucket`: an existing bucket for the source, in the functions' region. `worker_pool`: id of a private Cloud
    Build pool that the project's Cloud Functions agent may use (`roles/cloudbuild.workerPoolUser`).
  EOT
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

variable "build_from_source" {
  description = "Builds the functions from source. With an `image` too, both run and handle every event, which changes nothing the second time: set to false once the image works."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.build_from_source || var.image != null
    error_message = "build_from_source is ${var.build_from_source} and image is null; allowed is false with an image only, or nothing would run."
  }
}

variable "functions" {
  description = <<-EOT
    Settings of `find_members`, `segment_user` and `sweep`. `callers` may call (such as `group:support@example.com`): readers of FindMembers, operators of
    the sweep who repair users. `enabled = false` leaves FindMembers out. `ingress` is `ALLOW_ALL` (default), `ALLOW_INTERNAL_AND_GCLB` or
    `ALLOW_INTERNAL_ONLY`; SegmentUser is always internal. `java_options` come after Segue's in JAVA_TOOL_OPTIONS, and before the image's.
    Defaults of concurrency, max_instances and timeout_seconds: 16, 5, 300 of FindMembers, 16, 20, 90 of SegmentUser; of the sweep two for each
    of its jobs and 4 more, 1, 120.
  EOT
  type = map(object({
    callers         = optional(set(string), [])
    concurrency     = optional(number)
    cpu             = optional(string, "1")
    enabled         = optional(bool, true)
    ingress         = optional(string)
    java_options    = optional(string, "")
    max_instances   = optional(number)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    timeout_seconds = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.functions), keys(local.default_sizes))) == 0
    error_message = "functions has '${join("', '", setsubtract(keys(var.functions), keys(local.default_sizes)))}'; allowed are 'find_members', 'segment_user' and 'sweep'."
  }

  validation {
    condition     = alltrue([for key, it in var.functions : alltrue([for member in it.callers : key != "segment_user" && can(regex(local.member, member))])])
    error_message = "functions have callers ${jsonencode({ for key, it in var.functions : key => it.callers })}; allowed are members such as 'group:support@example.com', nobody anonymous, and none of segment_user, which Eventarc calls."
  }

  validation {
    condition     = alltrue([for it in values(var.functions) : coalesce(it.concurrency, 2) >= 2 && coalesce(it.concurrency, 2) <= 1000])
    error_message = "functions have concurrency ${jsonencode({ for key, it in var.functions : key => it.concurrency })}; allowed is 2 to 1000."
  }

  # https://cloud.google.com/run/docs/configuring/services/cpu and …/memory-limits, 2026-11
  validation {
    condition = alltrue([
      for it in values(var.functions) : try(
        tonumber(regex("^([1-9][0-9]*)(?:Mi|Gi)$", it.memory)[0]) * (endswith(it.memory, "Gi") ? 1024 : 1) >= local.memory_limits_mi[it.cpu][0] &&
        tonumber(regex("^([1-9][0-9]*)(?:Mi|Gi)$", it.memory)[0]) * (endswith(it.memory, "Gi") ? 1024 : 1) <= local.memory_limits_mi[it.cpu][1],
        false,
      )
    ])
    error_message = "functions have cpu and memory ${jsonencode({ for key, it in var.functions : key => [it.cpu, it.memory] })}; allowed is 512Mi to 4Gi for cpu 1, to 8Gi for 2, 2Gi to 16Gi for 4, 4Gi to 32Gi for 8."
  }

  validation {
    condition     = alltrue([for key, it in var.functions : it.enabled || key == "find_members"])
    error_message = "functions have enabled ${jsonencode({ for key, it in var.functions : key => it.enabled })}; allowed is false for find_members only."
  }

  validation {
    condition = alltrue([
      for key, it in var.functions :
      contains(key == "segment_user" ? ["ALLOW_INTERNAL_ONLY"] : ["ALLOW_ALL", "ALLOW_INTERNAL_AND_GCLB", "ALLOW_INTERNAL_ONLY"], coalesce(it.ingress, "ALLOW_INTERNAL_ONLY"))
    ])
    error_message = "functions have ingress ${jsonencode({ for key, it in var.functions : key => it.ingress })}; allowed is 'ALLOW_ALL', 'ALLOW_INTERNAL_AND_GCLB' or 'ALLOW_INTERNAL_ONLY', for segment_user only the last."
  }

  validation {
    condition = alltrue([
      for key, it in var.functions : try(
        it.min_instances >= 0 && it.min_instances <= coalesce(it.max_instances, local.default_sizes[key].max_instances) &&
        coalesce(it.max_instances, 1) >= 1 && coalesce(it.max_instances, 1) <= local.instance_limits[key],
        false,
      )
    ])
    error_message = "functions have min_instances and max_instances ${jsonencode({ for key, it in var.functions : key => [it.min_instances, it.max_instances] })}; allowed is 0 <= min <= max, and 1 <= max <= 100, of segment_user 1000."
  }

  validation {
    condition = alltrue([
      for key, it in var.functions : it.timeout_seconds == null || try(
        it.timeout_seconds >= local.timeout_limits[key][0] && it.timeout_seconds <= local.timeout_limits[key][1],
        false,
      )
    ])
    error_message = "functions have timeout_seconds ${jsonencode({ for key, it in var.functions : key => it.timeout_seconds })}; allowed is 30 to 3600 for find_members, 61 to 540 for segment_user, 111 to 1800 for sweep."
  }
}

variable "image" {
  description = <<-EOT
    The image to run, by digest: `europe-docker.pkg.dev/acme-prod/segue/segue@sha256:…`. An image on `ghcr.io` is pulled by way of an Artifact Registry
    repository that is made for it. Set `build_from_source = false` once it works.
  EOT
  type        = string
  default     = null

  validation {
    condition     = can(regex("^[a-z0-9.-]+(/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$", coalesce(var.image, "a/b@sha256:${sha256("")}")))
    error_message = "image is '${coalesce(var.image, "null")}'; allowed is REGISTRY/PATH@sha256:DIGEST. A tag may come to mean another image."
  }

  validation {
    condition     = can(regex("^((([a-z]+\\.)?gcr\\.io|docker\\.io|ghcr\\.io|[a-z0-9-]+-docker\\.pkg\\.dev|[a-z0-9.-]+\\.docker\\.pkg\\.dev))/", coalesce(var.image, "docker.io/")))
    error_message = "image is on '${split("/", coalesce(var.image, "/"))[0]}', which Cloud Run refuses; allowed is 'REGION-docker.pkg.dev', 'gcr.io', 'docker.io', or 'ghcr.io', for which a repository is made."
  }
}

variable "log_ignored" {
  description = "Of events that change no field that the rules read, one in so many is logged; none if 0. A line for each would cost more than handling it."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.log_ignored >= 0 && var.log_ignored < 1000000 && floor(var.log_ignored) == var.log_ignored
    error_message = "log_ignored is ${var.log_ignored}; allowed is a whole number, 0 to 999999."
  }
}

variable "runtime" {
  description = "Runtime of functions from source."
  type        = string
  default     = "java21"
  nullable    = false

  validation {
    condition     = can(regex("^java(2[1-9]|[3-9][0-9])$", var.runtime))
    error_message = "runtime is '${var.runtime}'; allowed is 'java21' or newer."
  }
}

variable "sweep" {
  description = <<-EOT
    How often the sweep runs, and how many `jobs` of Cloud Scheduler share the users: 1, 2, 4, 8, 16 or 32. docs/performance.md has how many users each
    number moves within two minutes.
  EOT
  type = object({
    every_minutes = optional(number, 1)
    jobs          = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30], var.sweep.every_minutes)
    error_message = "sweep.every_minutes is ${var.sweep.every_minutes}; allowed are minutes that divide an hour, 1 to 30."
  }

  validation {
    condition     = contains([1, 2, 4, 8, 16, 32], var.sweep.jobs)
    error_message = "sweep.jobs is ${var.sweep.jobs}; allowed is 1, 2, 4, 8, 16 or 32."
  }
}

variable "trigger_region" {
  description = "Location of the Eventarc trigger, if Eventarc has another name for the database's location."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^(nam5|nam7|eur3|[a-z]+-[a-z]+[0-9]+)$", coalesce(var.trigger_region, "nam5")))
    error_message = "trigger_region is '${coalesce(var.trigger_region, "null")}'; allowed is a region, such as 'europe-west1', or one of 'nam5', 'nam7', 'eur3'."
  }
}

locals {
  default_sizes = {
    find_members = { concurrency = 16, ingress = "ALLOW_ALL", max_instances = 5, timeout_seconds = 300 }
    segment_user = { concurrency = 16, ingress = "ALLOW_INTERNAL_ONLY", max_instances = 20, timeout_seconds = 90 }
    # One instance: it knows which shards are being swept, so that a second sweep of them does not publish changes twice, where
    # to start, and which users failed. Room for each job, for an attempt of it that timed out, and for operators.
    sweep = { concurrency = 4 + 2 * var.sweep.jobs, ingress = "ALLOW_ALL", max_instances = 1, timeout_seconds = 120 }
  }

  # The settings of each function: defaults, and what was asked for.
  sizes = {
    for key, defaults in local.default_sizes : key => merge(
      { callers = [], cpu = "1", enabled = true, java_options = "", memory = "512Mi", min_instances = 0 },
      defaults,
      { for name, value in try(var.functions[key], {}) : name => value if value != null },
    )
  }

  # By CPU, and by function: the least and the most.
  memory_limits_mi = { 1 = [512, 4096], 2 = [512, 8192], 4 = [2048, 16384], 8 = [4096, 32768] }
  instance_limits  = { find_members = 100, segment_user = 1000, sweep = 100 }
  # A delivery may take 60 seconds; a sweep starts users for 50 seconds, and waits 60 for the last ones.
  timeout_limits = { find_members = [30, 3600], segment_user = [61, 540], sweep = [111, 1800] }
}
