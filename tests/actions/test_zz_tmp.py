import time as tm
from rasa_sdk.executor import CollectingDispatcher
from actions.result_swot import show_swot
from actions.interview import AskInterview
from actions.start import StartInterview
from tests.reports.made_up_shop import make_shop
def test_t(merchant):
    make_shop(merchant.id, orders=5000, swot=False)
    for f in ('inventory_days',): pass
    merchant.run(StartInterview(), intent="start_swot"); print(merchant.said)
    merchant.run(AskInterview()); print(merchant.said, merchant.buttons)
    make_shop(merchant.id, orders=0)
    for lang in 'zh','en','zh':
        merchant.slots['language']=lang
        d=CollectingDispatcher(); a=tm.perf_counter()
        print(show_swot(d, merchant.turn())); print(tm.perf_counter()-a)
        print('\n'.join(m['text'] for m in d.messages)); print([b['title'] for b in d.messages[-1]['buttons']])
def test_u(merchant):
    from actions.facts import learn
    learn(merchant.turn(), {'industry':'food','months_in_business':3,'credit_record':'overdue_now','cash_buffer_days':3, 'monthly_sales_fen':8000000})
    d=CollectingDispatcher(); show_swot(d, merchant.turn())
    print('\n'.join(m['text'] for m in d.messages)); print([b['title'] for b in d.messages[-1]['buttons']])
def test_v(merchant):
    from actions.why_swot import answer_why_swot
    from actions.facts import learn
    learn(merchant.turn(), {'industry':'food','months_in_business':3,'credit_record':'overdue_now','cash_buffer_days':3, 'monthly_sales_fen':8000000})
    for lang in 'zh','en':
        merchant.slots['language']=lang
        d=CollectingDispatcher(); answer_why_swot(d, merchant.turn())
        print('\n'.join(m['text'] for m in d.messages)); print([b['title'] for b in d.messages[-1]['buttons']])
