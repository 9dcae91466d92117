// @bun
import{xn,an}from"./s26.js";export{xn as viewQuestion,an as viewQuestions};
