"""Words for limits: what may be spent, and when it is over."""

from __future__ import annotations

from coresearch.critic.phrases import Phrases

KILL = Phrases(r"""
    kill (?:criteri(?:on|a)|switch|condition|rule|date|point|it|the|if|this)
    killed (?:if|when|at|after|off|on|by)
    stop(?:ping)? (?:criteri(?:on|a)|rule|condition|point|date)s?
    exit (?:criteri(?:on|a)|rule|condition)s? | abort\w* | abandon\w* | discontinu\w+
    terminate (?:the|this|if|when) | cease | shelv(?:e|ed|ing)
    scrap(?:ped|s)? (?:the|this|it|if) | walk away | cut our losses | cutting losses
    futility | interim (?:analysis|look)
    (?:we|i|the (?:study|project|experiment|direction|work|line|idea|arm|effort|\
      trial|team)|this (?:line|direction|idea|project|study|work)|work|it) \
      (?:\w+ ){0,3}?(?:stops?|stopped|ends?|ended|dropp?e?d?s?|quits?|halts?|\
      halted|closed?s?|is over|dies|is dead|is cancel+ed|is parked|is archived) \
      (?:\w+ ){0,5}?(?:if|when|unless|once|after|at|on|by|should|as soon as|work|\
      here|there|without|and write)
    (?:if|unless|should|when|once) [^\n]{0,160}?(?:we|i|the (?:study|project|\
      experiment|direction|work|line|idea)|this (?:line|direction|idea|project|\
      study|work)|it) (?:\w+ ){0,2}?(?:stops?|ends?|is stopped|is ended|\
      is dropped|are dropped|drop|quit|halt|is halted|close|is closed|is over|\
      is parked|park|shut|cancel|is cancel+ed|write (?:it|this|that|the negative|\
      up)|move on|retire|is retired|pivot|switch to|fall back)
    stop (?:the (?:project|study|work|line|direction|experiment|idea)|this|it|\
      here|early if|and (?:report|write)|if|when|unless|work|after|by|spending|\
      there)
    given? up | giving up | gives? (?:the|this|that) \w+ up | gives? it up
    pull(?:ed|s)? the plug | no-go | go/no-go | go / no-go | go or no go
    (?:is|are|be|gets?) (?:then )?called off
    call(?:ed|s|ing)? (?:it|the \w+|this|everything) (?:off|quits|a day)
    point of no return
    drop the (?:idea|line|direction|project|hypothesis|approach|method)
    end the (?:project|study|line|direction|work) | checkpoint review
    decision (?:point|gate|date) | stage gate | milestone gate | gate \d | fail fast
    sunset | time-?box\w* | early termination of the (?:study|project)
""")


BUDGET_WORD = Phrases(r"""
    budget\w* | cap(?:ped|s)? | allocation | allocated | allowance | ceiling | at most
    no more than | up to | available | limit(?:ed)? (?:to|of|is)
    costs? (?:cap|limit) | quota | grant(?:ed)? | we have | total(?:s|ling)?
    in total | altogether | overall | affordable | afford | hard stop | maximum
""")


SPENDING = Phrases(r"""
    budget\w* | costs? | compute | gpu\w* | cpu\w* | tpu\w* | a100s? | h100s? | v100s?
    laptop | workstation | cluster | machine | wall-?clock
    run(?:s|ning)? (?:time|for|in|takes?|took)? ?\w* | takes? | train\w* | api
    spend\w* | spent | time-?box\w* | hours? (?:per|each|in total|of compute)
    calendar | schedule | timeline | duration | finish\w* | deadline
    weeks? of (?:work|compute) | per run | total | effort | allocation | paid
""")
