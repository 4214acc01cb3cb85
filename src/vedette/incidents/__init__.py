"""Events against the measures of their day: findings, incidents, and what politics ended.

:func:`vedette.incidents.assess.assess` is the door. The rules are a table (``data/rules.yml``);
nothing here knows one regime: rules speak of the regime's *target* and of *other* parties.
"""
