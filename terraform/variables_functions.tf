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
  description = "Size of the function that follows users. `java_options` come after the heap limit in JAVA_TOOL_OPTIONS."
  type = object({
    concurrency     = optional(number, 16)
    cpu             = optional(string, "1")
    java_options    = optional(string, "")
    max_instances   = optional(number, 20)
    memory          = optional(string, "512Mi")
    min_instances   = optional(number, 0)
    timeout_seconds = optional(number, 60)
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

  validation {
    condition     = var.segment_user.concurrency >= 2 && var.segment_user.concurrency <= 1000
    error_message = "segment_user.concurrency is ${var.segment_user.concurrency}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.segment_user.min_instances >= 0 && var.segment_user.max_instances >= 1 && var.segment_user.min_instances <= var.segment_user.max_instances && var.segment_user.max_instances <= 1000
    error_message = "segment_user has min_instances ${var.segment_user.min_instances} and max_instances ${var.segment_user.max_instances}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 1000."
  }

  validation {
    condition     = var.segment_user.timeout_seconds > 30 && var.segment_user.timeout_seconds <= 540
    error_message = "segment_user.timeout_seconds is ${var.segment_user.timeout_seconds}; allowed is more than 30, the code's own deadline, up to 540."
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
    timeout_seconds = optional(number, 90)
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

  validation {
    condition     = var.sweep.concurrency >= 2 && var.sweep.concurrency <= 1000
    error_message = "sweep.concurrency is ${var.sweep.concurrency}; allowed is 2 to 1000."
  }

  validation {
    condition     = var.sweep.min_instances >= 0 && var.sweep.max_instances >= 1 && var.sweep.min_instances <= var.sweep.max_instances && var.sweep.max_instances <= 100
    error_message = "sweep has min_instances ${var.sweep.min_instances} and max_instances ${var.sweep.max_instances}; allowed is 0 <= min_instances <= max_instances and 1 <= max_instances <= 100."
  }

  validation {
    condition     = var.sweep.timeout_seconds > 50 && var.sweep.timeout_seconds <= 1800
    error_message = "sweep.timeout_seconds is ${var.sweep.timeout_seconds}; allowed is more than 50, the code's own deadline, up to 1800."
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
