variable "find_members" {
  description = "The function that answers who is in a segment, its size, and the `readers` who may call it (such as `group:support@example.com`). `null` leaves it out."
  type = object({
    concurrency     = optional(number, 16)
    cpu             = optional(string, "1")
    java_options    = optional(string, "")
    max_instances   = optional(number, 5)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    readers         = optional(set(string), [])
    timeout_seconds = optional(number, 300)
  })
  default = {}

  validation {
    condition     = var.find_members == null || try(contains(["1", "2", "4", "8"], var.find_members.cpu), false)
    error_message = "find_members.cpu is '${try(var.find_members.cpu, "null")}'; allowed is '1', '2', '4' or '8'."
  }

  validation {
    condition     = var.find_members == null || can(regex("^([1-9][0-9]*)(Mi|Gi)$", var.find_members.memory))
    error_message = "find_members.memory is '${try(var.find_members.memory, "null")}'; allowed is a number of Mi or Gi, such as '512Mi'."
  }

  # https://cloud.google.com/run/docs/configuring/services/cpu and …/memory-limits, 2026-11
  validation {
    condition     = var.find_members == null || try(try(tonumber(trimsuffix(trimsuffix(var.find_members.memory, "Mi"), "Gi")) * (endswith(var.find_members.memory, "Gi") ? 1024 : 1), 0) >= { 1 = 512, 2 = 512, 4 = 2048, 8 = 4096 }[var.find_members.cpu] && try(tonumber(trimsuffix(trimsuffix(var.find_members.memory, "Mi"), "Gi")) * (endswith(var.find_members.memory, "Gi") ? 1024 : 1), 0) <= { 1 = 4096, 2 = 8192, 4 = 16384, 8 = 32768 }[var.find_members.cpu], false)
    error_message = "find_members has cpu ${try(var.find_members.cpu, "null")} and memory ${try(var.find_members.memory, "null")}; allowed by Cloud Run is 512Mi to 4Gi for 1, 512Mi to 8Gi for 2, 2Gi to 16Gi for 4, 4Gi to 32Gi for 8."
  }

  validation {
    condition     = var.find_members == null || try(var.find_members.concurrency >= 2 && var.find_members.concurrency <= 1000, false)
    error_message = "find_members.concurrency is ${try(var.find_members.concurrency, "null")}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.find_members == null || try(var.find_members.min_instances >= 0 && var.find_members.max_instances >= 1 && var.find_members.min_instances <= var.find_members.max_instances && var.find_members.max_instances <= 100, false)
    error_message = "find_members has min_instances ${try(var.find_members.min_instances, "null")} and max_instances ${try(var.find_members.max_instances, "null")}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 100."
  }

  validation {
    condition     = var.find_members == null || try(var.find_members.timeout_seconds >= 30 && var.find_members.timeout_seconds <= 3600, false)
    error_message = "find_members.timeout_seconds is ${try(var.find_members.timeout_seconds, "null")}; allowed is 30 to 3600."
  }

  validation {
    condition     = alltrue([for it in try(var.find_members.readers, []) : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])
    error_message = "find_members.readers has '${join("', '", [for it in try(var.find_members.readers, []) : it if !can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])}'; allowed are members such as 'group:support@example.com', and nobody who is anonymous."
  }
}

variable "rules_file" {
  description = "Path of a rules file to use instead of the packaged src/main/resources/segments.yaml."
  type        = string
  default     = null

  validation {
    condition     = var.rules_file == null || try(can(yamldecode(file(var.rules_file)).segments), false)
    error_message = "rules_file is '${coalesce(var.rules_file, "null")}'; allowed is the path of a YAML file with a list of 'segments'."
  }
}

variable "runtime" {
  description = "The functions' runtime."
  type        = string
  default     = "java21"

  validation {
    condition     = can(regex("^java(2[1-9]|[3-9][0-9])$", var.runtime))
    error_message = "runtime is '${var.runtime}'; allowed is 'java21' or newer."
  }
}

variable "segment_user" {
  description = "Size of the function that follows users. `java_options` come after Segue's own in JAVA_TOOL_OPTIONS."
  type = object({
    concurrency     = optional(number, 16)
    cpu             = optional(string, "1")
    java_options    = optional(string, "")
    max_instances   = optional(number, 20)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    timeout_seconds = optional(number, 90)
  })
  default = {}

  validation {
    condition     = contains(["1", "2", "4", "8"], var.segment_user.cpu)
    error_message = "segment_user.cpu is '${var.segment_user.cpu}'; allowed is '1', '2', '4' or '8'."
  }

  validation {
    condition     = can(regex("^([1-9][0-9]*)(Mi|Gi)$", var.segment_user.memory))
    error_message = "segment_user.memory is '${var.segment_user.memory}'; allowed is a number of Mi or Gi, such as '512Mi'."
  }

  # https://cloud.google.com/run/docs/configuring/services/cpu and …/memory-limits, 2026-11
  validation {
    condition     = try(try(tonumber(trimsuffix(trimsuffix(var.segment_user.memory, "Mi"), "Gi")) * (endswith(var.segment_user.memory, "Gi") ? 1024 : 1), 0) >= { 1 = 512, 2 = 512, 4 = 2048, 8 = 4096 }[var.segment_user.cpu] && try(tonumber(trimsuffix(trimsuffix(var.segment_user.memory, "Mi"), "Gi")) * (endswith(var.segment_user.memory, "Gi") ? 1024 : 1), 0) <= { 1 = 4096, 2 = 8192, 4 = 16384, 8 = 32768 }[var.segment_user.cpu], false)
    error_message = "segment_user has cpu ${try(var.segment_user.cpu, "null")} and memory ${try(var.segment_user.memory, "null")}; allowed by Cloud Run is 512Mi to 4Gi for 1, 512Mi to 8Gi for 2, 2Gi to 16Gi for 4, 4Gi to 32Gi for 8."
  }

  validation {
    condition     = var.segment_user.concurrency >= 2 && var.segment_user.concurrency <= 1000
    error_message = "segment_user.concurrency is ${var.segment_user.concurrency}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.segment_user.min_instances >= 0 && var.segment_user.max_instances >= 1 && var.segment_user.min_instances <= var.segment_user.max_instances && var.segment_user.max_instances <= 1000
    error_message = "segment_user has min_instances ${var.segment_user.min_instances} and max_instances ${var.segment_user.max_instances}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 1000."
  }

  validation {
    condition     = var.segment_user.timeout_seconds > 60 && var.segment_user.timeout_seconds <= 540
    error_message = "segment_user.timeout_seconds is ${var.segment_user.timeout_seconds}; allowed is more than 60, which one delivery may take, up to 540."
  }
}

variable "sweep" {
  description = "Size of the function that publishes what was left unpublished, how often it is called, and the `operators` who may call it to repair users (such as `group:oncall@example.com`)."
  type = object({
    concurrency     = optional(number, 4)
    cpu             = optional(string, "1")
    every_minutes   = optional(number, 1)
    java_options    = optional(string, "")
    max_instances   = optional(number, 2)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    operators       = optional(set(string), [])
    timeout_seconds = optional(number, 120)
  })
  default = {}

  validation {
    condition     = contains(["1", "2", "4", "8"], var.sweep.cpu)
    error_message = "sweep.cpu is '${var.sweep.cpu}'; allowed is '1', '2', '4' or '8'."
  }

  validation {
    condition     = can(regex("^([1-9][0-9]*)(Mi|Gi)$", var.sweep.memory))
    error_message = "sweep.memory is '${var.sweep.memory}'; allowed is a number of Mi or Gi, such as '512Mi'."
  }

  # https://cloud.google.com/run/docs/configuring/services/cpu and …/memory-limits, 2026-11
  validation {
    condition     = try(try(tonumber(trimsuffix(trimsuffix(var.sweep.memory, "Mi"), "Gi")) * (endswith(var.sweep.memory, "Gi") ? 1024 : 1), 0) >= { 1 = 512, 2 = 512, 4 = 2048, 8 = 4096 }[var.sweep.cpu] && try(tonumber(trimsuffix(trimsuffix(var.sweep.memory, "Mi"), "Gi")) * (endswith(var.sweep.memory, "Gi") ? 1024 : 1), 0) <= { 1 = 4096, 2 = 8192, 4 = 16384, 8 = 32768 }[var.sweep.cpu], false)
    error_message = "sweep has cpu ${try(var.sweep.cpu, "null")} and memory ${try(var.sweep.memory, "null")}; allowed by Cloud Run is 512Mi to 4Gi for 1, 512Mi to 8Gi for 2, 2Gi to 16Gi for 4, 4Gi to 32Gi for 8."
  }

  validation {
    condition     = var.sweep.concurrency >= 2 && var.sweep.concurrency <= 1000
    error_message = "sweep.concurrency is ${var.sweep.concurrency}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.sweep.min_instances >= 0 && var.sweep.max_instances >= 1 && var.sweep.min_instances <= var.sweep.max_instances && var.sweep.max_instances <= 100
    error_message = "sweep has min_instances ${var.sweep.min_instances} and max_instances ${var.sweep.max_instances}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 100."
  }

  validation {
    condition     = var.sweep.timeout_seconds > 110 && var.sweep.timeout_seconds <= 1800
    error_message = "sweep.timeout_seconds is ${var.sweep.timeout_seconds}; allowed is more than 110, since a sweep begins users for 50 seconds and the last ones may take 60 more, up to 1800."
  }

  validation {
    condition     = contains([1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30], var.sweep.every_minutes)
    error_message = "sweep.every_minutes is ${var.sweep.every_minutes}; allowed are minutes that divide an hour, 1 to 30."
  }

  validation {
    condition     = alltrue([for it in var.sweep.operators : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])
    error_message = "sweep.operators has '${join("', '", [for it in var.sweep.operators : it if !can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])}'; allowed are members such as 'group:oncall@example.com', and nobody who is anonymous."
  }
}

variable "trigger_region" {
  description = "Where Eventarc listens. Only for a database whose location Eventarc calls something else: by default the database's location."
  type        = string
  default     = null

  validation {
    condition     = can(regex("^(nam5|nam7|eur3|[a-z]+-[a-z]+[0-9]+)$", coalesce(var.trigger_region, "nam5")))
    error_message = "trigger_region is '${coalesce(var.trigger_region, "null")}'; allowed is a region, such as 'europe-west1', or one of 'nam5', 'nam7', 'eur3'."
  }
}
