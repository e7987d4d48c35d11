# API 文本。

generic-forbidden = 对此资源的访问被拒绝。
generic-conflict = 尝试完成请求时发生冲突。
generic-range = 请求的范围不可用。
generic-media-type = 此服务器不支持请求的媒体类型 { $type }。

error-unauthenticated = 服务器无法验证您是否有权访问所请求的文档。凭据可能有误（例如密码不正确），或者客户端不知道如何提供所需的凭据。
identity-unauthenticated = 您发出的请求需要进行身份验证。
identity-forbidden = 您无权执行所请求的操作。
identity-policy = 您无权执行所请求的操作：{ $rule }。
identity-method = 所请求的地址不允许使用此方法。
error-not-found = 找不到资源。
error-image-not-found = 找不到任何具有标识 { $id } 的映像
error-image-to-delete-not-found = 找不到要删除的映像 { $id }
error-project-not-found = 找不到项目：{ $id }。
error-user-not-found = 找不到用户：{ $id }。
error-domain-not-found = 找不到域：{ $id }。
error-registered-limit-not-found = 找不到注册限额：{ $id }。
error-limit-not-found = 找不到限额：{ $id }。
error-token-not-found = 找不到令牌。
error-service-not-found = 找不到服务：{ $id }。
error-endpoint-not-found = 找不到端点：{ $id }。
error-region-not-found = 找不到区域：{ $id }。

error-policy = 您无权完成 { $rule } 操作。
error-protected = 映像 { $id } 受保护，无法删除。
error-read-only = 属性“{ $attribute }”是只读的。
error-reserved = 属性“{ $attribute }”是保留的。
error-not-removable = 属性 { $attribute } 不能移除。
error-other-owner = 不允许您创建属于“{ $owner }”的映像。
error-owner-change = 只有管理员可以更改所有者。
error-not-owner = 您不是此映像的所有者。
error-format-locked = 只有排队中的映像可以更改属性 { $attribute }。
error-deactivated = 请求的映像已停用，禁止下载其数据。
error-no-project = 您无权执行所请求的操作：令牌不属于任何项目。
error-no-registered-limit = 没有可由此限额替代的注册限额。
error-registered-limit-in-use = 有项目限额依赖于注册限额 { $id }。
error-locations-hidden = 位置不可见时，不允许对位置执行 { $verb } 操作。
error-region-in-use = 无法删除区域 { $id }：该区域或其下级区域中还有端点。

error-image-exists = 映像标识 { $id } 已存在！
error-transition = 不允许映像状态从 { $from } 转换为 { $to }
error-property-exists = 属性 { $name } 已存在。
error-property-missing = 属性 { $name } 不存在。
error-registered-limit-exists = 保存 registered_limit 时发生冲突：条目重复。
error-limit-exists = 保存 limit 时发生冲突：条目重复。
error-busy = 该映像一再被他人同时更改，请重试。
error-region-exists = 保存区域时发生冲突：标识 { $id } 已存在。

error-schema-string = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 不是字符串
error-schema-string-or-null = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 既不是字符串也不是 null
error-schema-boolean = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 不是布尔值
error-schema-integer = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 不是整数
error-schema-uuid = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 不是 UUID
error-schema-list-of-strings = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 不是字符串列表
error-schema-format = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 不是此服务支持的格式
error-schema-visibility = 提供的对象与模式“image”不匹配：“{ $field }”中的 { $value } 不是 public、private、shared 或 community
error-too-long = 提供的对象与模式“image”不匹配：“{ $field }”超过 { $limit } 个字符
error-too-short = “{ $field }”至少需要 { $limit } 个字符。
error-out-of-range = 参数“{ $field }”的值“{ $value }”无效：超出范围
error-negative = 参数“{ $field }”的值“{ $value }”无效：不能为负数
error-not-integer = 参数 { $field } 必须是整数
error-not-positive = 参数 { $field } 必须是正数
error-unknown-marker = 找不到任何具有标识 { $marker } 的映像
error-unknown-sort-key = 排序键无效：{ $key }
error-unknown-sort-direction = 排序方向无效：{ $direction }
error-sort-mixed = 不能混用新旧排序语法
error-sort-count = 排序方向的数目与排序键的数目不一致
error-unknown-value = “{ $field }”的值“{ $value }”无效
error-unknown-operator = 无法按“{ $field }”中的未知运算符“{ $operator }”过滤。
error-quotes = “{ $field }”的过滤值 { $value } 无效：引号或逗号位置不当。
error-not-time = 无法按“{ $value }”过滤“{ $field }”，请使用 ISO 8601 格式。
error-not-supported = 不支持参数“{ $field }”。
error-unchanged = “{ $field }”与现有的相同。
error-too-many = “{ $field }”的值过多：最多 { $limit } 个。
error-control-character = “{ $field }”不能包含控制字符。
error-bad-json = 请求正文中的 JSON 格式不正确。
error-bad-utf8 = “{ $field }”不是有效的 UTF-8。
error-body-expected = 请求中应有正文。
error-body-not-expected = 此请求不应有正文。
error-not-object = 正文类型不符合预期，应为列表或字典。
error-not-list = 请求正文必须是由操作对象组成的 JSON 数组。
error-too-deep = 请求正文的嵌套超过 { $limit } 层。
error-formats-unset = 保存数据之前必须设置属性 disk_format 和 container_format。
error-length = “{ $field }”的值“{ $value }”无效：应为字节数。
error-pointer = 对此资源无效的 JSON 指针：“{ $pointer }”
error-patch-not-object = 操作必须是 JSON 对象。
error-patch-unknown-verb = 操作必须恰好包含 add、replace、remove 之一。
error-patch-missing-path = 操作必须包含路径。
error-patch-missing-value = 操作必须包含值。
error-multiple-ranges = 此服务不支持包含多个范围的请求。
error-required = 请求中应包含 { $field }。服务器无法处理该请求，因为它格式不正确或有其他错误。
error-missing-property = “{ $field }”是必需的属性
error-not-in = 应能在 { $place } 中找到 { $field }。服务器无法处理该请求，因为它格式不正确或有其他错误。
identity-value = 字段 { $field } 的输入无效，值为：{ $value }。
identity-too-long = 字段 { $field } 的输入无效：超过 { $limit } 个字符。

error-image-too-large = 传入的映像太大：最多允许 { $limit } 字节。
error-property-quota = 超出限制：每个映像最多可有 { $limit } 个属性。
error-tag-quota = 超出限制：每个映像最多可有 { $limit } 个标签。
error-one-store = 此站点不支持多个后端。
error-member-quota = 超出限制：每个映像最多可有 { $limit } 个成员。
error-member-not-found = 在映像 { $id } 的成员列表中找不到 { $member }。
error-member-exists = 目标成员 { $member } 已与映像 { $id } 关联。
error-members-of-shared = 只有共享的映像才有成员。
error-no-members = 不允许为映像 { $id } 创建成员。
error-not-to-deactivate = 不允许停用处于状态“{ $status }”的映像
error-not-to-reactivate = 不允许重新激活处于状态“{ $status }”的映像
error-no-member = 未指定要添加的成员
error-no-member-status = 未指定状态
error-unknown-member-status = 状态必须为“pending”、“accepted”或“rejected”。
error-queued-quota = 超出限制：每个项目最多可保留 { $limit } 个没有数据的映像。
error-operations = 超出限制：每个补丁最多可有 { $limit } 个操作。
error-body-too-large = 请求正文太大：最多允许 { $limit } 字节。
error-quota = 已超出限额：项目的 { $resource } 最多为 { $limit }。
error-storage-quota = 已超出限额：项目的镜像总共最多 { $limit } 字节。
error-store-full = 映像存储介质已满。
error-range = 该范围不在映像的 { $size } 字节之内。
error-deleted-during-upload = 上传后找不到映像 { $id }，它可能已在上传期间被删除。
error-too-many-uploads = 超出限制：每个项目最多可同时上传 { $limit } 个映像，请稍后重试。
error-too-many-logins = 登录失败次数过多。请在 { $seconds } 秒后重试。
error-too-many-tokens = 为该用户签发的令牌过多。请在 { $seconds } 秒后重试。
error-upload-interrupted = 数据在传输完成之前中断，可以重新上传该映像。
error-behind-proxy = 此处由前端代理负责登录，请通过代理的地址打开控制台。
error-keystone-unavailable = Keystone 服务暂时不可用。
error-unavailable = { $what } 暂时不可用。
error-internal = 服务器出错，或无法执行所请求的操作。

error-method = 此资源不允许使用方法 { $method }。
error-verb = 服务器不认识此方法。
error-request-id = 请求标识超过 64 个字符。
error-headers = 请求头太大。
error-uri = 请求地址太长。

# 用户、项目、域、角色与角色分配
error-role-not-found = 找不到角色：{ $id }。
error-assignment-not-found = 找不到角色分配：角色 { $role }，用户或组 { $user }，项目、域或系统 { $target }。
error-implication-not-found = 角色 { $prior } 并不隐含角色 { $implied }。
error-marker-not-found = 找不到标记：{ $id }。
error-no-token = 请求中没有令牌
error-garbled-token = 无法识别该 Fernet 令牌
error-token-scope-disabled = 无法验证令牌，因为 { $kind } { $id } 已被禁用
identity-token-not-found = 验证令牌失败
error-default-domain = 默认域既不能禁用，也不能删除。
error-domain-enabled = 无法删除已启用的域，请先将其禁用。
error-project-children = 项目 { $id } 下还有其他项目，请先删除它们。
error-project-children-enabled = 项目 { $id } 下还有已启用的项目，请先禁用它们。
error-project-parent-disabled = 无法启用项目 { $id }：其上级项目或所属域已被禁用。
error-role-immutable = 无法对不可变角色 { $id } 执行 { $verb }。请先将资源选项 "immutable" 设为 false。
error-admin-implied = 角色 { $id } 是管理员角色，不能被其他角色隐含。
error-implies-itself = 角色不能隐含自身。
error-implication-circle = 保存隐含角色时发生冲突：角色 { $implied } 已隐含角色 { $prior }。
error-restricted-credential = 受限应用凭证的令牌不能用于此操作。
error-restricted-maker = 您无权执行所请求的操作：不能用“application_credential”方法管理其他应用凭证。
error-credential-not-found = 找不到应用凭证：{ $id }。
error-access-rule-not-found = 找不到访问规则：{ $id }。
error-delegated-token = 不能用委托令牌换取另一个令牌。
error-access-rule-in-use = 访问规则 { $id } 正被应用凭证使用。
error-credential-exists = 保存应用凭证时发生冲突：已有名为 { $name } 的应用凭证。
error-unassigned-role = 应用凭证无效：不能使用未分配给您的角色创建应用凭证
error-credential-quota = 每个用户最多可有 { $limit } 个应用凭证。
error-user-exists = 保存用户时发生冲突：域 { $domain } 中已有名为 { $name } 的用户。
error-project-exists = 保存项目时发生冲突：同一个域中不允许有两个名称或标识相同的项目：名称为 { $name }，项目标识为 { $id }。
error-domain-exists = 保存域时发生冲突：不允许有两个名称相同的域：{ $name }。
error-role-exists = 保存角色时发生冲突：已有名为 { $name } 的角色。
error-domain-change = 不能更改域标识
error-unknown-domain = 找不到域：{ $id }。
error-unknown-parent = 在该域中找不到可作为上级的已启用项目：{ $id }。
error-two-targets = 请只查询项目、域或系统其中一种的角色分配，不要同时查询两种。
error-dependent = “{ $field }”需要与“{ $on }”一起使用
error-past = “{ $field }”不能早于当前时间。服务器无法处理该请求，因为它格式不正确或有其他错误。问题应出在客户端。
error-no-moment = 时间格式不符合要求：{ $field }。服务器无法处理该请求，因为它格式不正确或有其他错误。问题应出在客户端。
error-unsupported-method = 尝试使用了不受支持的身份验证方法。
error-missing-member = 字段 { $object } 的输入无效，值为：{ $value }。“{ $field }”是必需的属性
error-absent = { $place } 中应包含 { $field }。服务器无法处理该请求，因为它格式不正确或有其他错误。问题应出在客户端。
identity-bad-json = 请求正文应为有效的 JSON。服务器无法处理该请求，因为它格式不正确或有其他错误。问题应出在客户端。

error-property-required = 字段或属性 body 的输入无效。值：{ $value }。“{ $field }”是必需的属性
# 元数据定义
error-namespace-not-found = 找不到元数据定义命名空间 { $name }。
error-parent-namespace-not-found = 找不到命名空间 { $name }
error-metadef-object-not-found = 找不到元数据对象 { $name }
error-metadef-property-not-found = 找不到属性 { $name }
error-metadef-tag-not-found = 找不到元数据标签 { $name }
error-resource-type-not-found = 找不到名为 { $name } 的元数据定义资源类型。
error-association-not-found = 命名空间 { $namespace } 未与资源类型 { $name } 关联。
error-association-to-delete-not-found = 找不到要删除的资源类型 { $name }
error-metadef-version = 找不到该命名空间的版本 { $version }
error-stale = 自您读取之后它已被更改。请重新读取后再写入。
error-precondition-required = 请用 If-Match 说明您所知的状态，或用 If-None-Match: * 说明它尚不存在。
error-not-the-path = “{ $field }”必须与路径中的名称一致
error-metadef-prefix = 属性 { $name } 未以资源类型关联所需的前缀“{ $prefix }”开头。
error-metadef-protected = 元数据定义{ $kind ->
        [namespace] 命名空间
        [object] 对象
        [property] 属性
        [tag] 标签
       *[other] 条目
    } { $name } 受保护，无法删除。
error-association-protected = 元数据定义资源类型关联 { $name } 受保护，无法删除。
error-namespace-exists = 元数据定义命名空间 { $name } 已存在。
error-namespace-rename = 更新无效：已有名为 { $name } 的元数据定义命名空间
error-metadef-object-exists = 命名空间 { $namespace } 中已存在名为 { $name } 的元数据定义对象。
error-metadef-property-exists = 命名空间 { $namespace } 中已存在名为 { $name } 的元数据定义属性。
error-metadef-tag-exists = 命名空间 { $namespace } 中已存在名为 { $name } 的元数据标签。
error-association-exists = 命名空间 { $namespace } 已与资源类型 { $name } 关联。
error-metadef-type = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”中的 { $value } 不是 { $expected } 类型
error-metadef-required = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”是必需的属性
error-metadef-unknown = 提供的对象与模式“{ $schema }”不匹配：不允许有其他属性（“{ $field }”不符合预期）
error-metadef-too-long = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”超过 { $limit } 个字符
error-metadef-empty = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”不能为空
error-metadef-repeated = 提供的对象与模式“{ $schema }”不匹配：“{ $value }”在“{ $field }”中重复出现
error-metadef-word = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”中的 { $value } 不是 { $allowed } 之一
error-metadef-count = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”中的 { $value } 不是大于或等于 0 的整数
error-metadef-scalar = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”中的 { $value } 不是单个值
error-metadef-pattern = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”中的正则表达式在第 { $position } 个字符处无法编译：{ $reason }
error-metadef-pattern-too-large = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”中的正则表达式占用内存过多
error-metadef-contradiction = 提供的对象与模式“{ $schema }”不匹配：“{ $field }”与定义相矛盾（{ $rule }）
error-search-empty = { $field } 必须包含要搜索的文字或数字。
error-search-too-long = { $field } 超过 { $limit } 个字符。
error-search-too-many-words = { $field } 包含的词超过 { $limit } 个。
error-value-type = 属性“{ $field }”的值“{ $value }”不是 { $expected } 类型（命名空间 { $namespace } 的 type 规则）。
error-value-enum = 属性“{ $field }”的值“{ $value }”不是 { $allowed } 之一（命名空间 { $namespace } 的 enum 规则）。
error-value-pattern = 属性“{ $field }”的值“{ $value }”与 { $pattern } 不匹配（命名空间 { $namespace } 的 pattern 规则）。
error-value = 属性“{ $field }”的值“{ $value }”违反了命名空间 { $namespace } 的 { $rule } 规则。
error-metadef-quota = 超出限制：最多允许 { $limit } 个{ $kind ->
        [object] 对象
        [property] 属性
        [tag] 标签
        [resource-type-association] 资源类型关联
       *[enum-item] 枚举值
    }。
error-unknown-visibility = 可见性的值无效：{ $value }
error-fetch-address = { $field } 不是普通的 http 或 https 网址。
error-fetch-barred = { $field }：服务器不允许读取该网址。
error-fetch-failed = { $field }：无法从该网址读取内容。
error-fetch-status = { $field }：该网址返回了状态 { $status }。
error-fetch-too-large = { $field }：该网址的内容超过 { $limit } 字节。
